// SPDX-License-Identifier: Apache-2.0
#include "base/stopped.h"
#include "image/photo_source.h"
#include "image/webp_animation.h"
#include "video/frame_source.h"

namespace vitviz::video {
namespace {

class WebpFrames : public FrameSource {
 public:
  WebpFrames(const Clip& clip, const FrameChoice& choice, const std::stop_token& stop)
      : animation_(image::FileSource(clip.path), clip.path.string(),
                   choice.upright ? image::Orientation::kUpright : image::Orientation::kStored,
                   choice.color_profile),
        every_(choice.every),
        stop_(stop) {}

  std::optional<image::RgbImage> next() override {
    while (auto frame = decode_next()) {
      if (decoded_++ % every_ == 0) return frame;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::vector<std::string> notes() const override {
    if (animation_.note().empty()) return {};
    return {animation_.note()};
  }

 private:
  std::optional<image::RgbImage> decode_next() {
    base::stop_if_requested(stop_);
    return animation_.next();
  }

  image::WebpAnimation animation_;
  int every_;
  int decoded_ = 0;
  std::stop_token stop_;
};

}  // namespace

std::unique_ptr<FrameSource> open_webp_frames(const Clip& clip, const FrameChoice& choice,
                                              const std::stop_token& stop) {
  return std::make_unique<WebpFrames>(clip, choice, stop);
}

}  // namespace vitviz::video
