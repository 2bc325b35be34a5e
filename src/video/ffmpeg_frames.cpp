// SPDX-License-Identifier: Apache-2.0
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "video/child_process.h"
#include "video/frame_source.h"

namespace vitviz::video {
namespace {

// ffmpeg gives every frame once, however long it is shown, at one size, as bytes and nothing else.
std::vector<std::string> arguments_for(const Clip& clip, const FrameChoice& choice) {
  const image::Size size = shown_size(clip.info, choice.upright);
  std::vector<std::string> arguments = {"-v", "error", "-nostdin"};
  if (!choice.upright) arguments.emplace_back("-noautorotate");
  const std::vector<std::string> input = input_arguments(clip.path, clip.kind);
  arguments.insert(arguments.end(), input.begin(), input.end());
  std::string filters = fmt::format("scale={}:{}:flags=bicubic+accurate_rnd+full_chroma_int",
                                    size.width, size.height);
  if (choice.every > 1) {
    filters = fmt::format("select=not(mod(n\\,{})),", choice.every) + filters;
  }
  arguments.insert(arguments.end(), {"-map", "0:V:0", "-vf", filters, "-vsync", "passthrough",
                                     "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1"});
  return arguments;
}

int promised(const ClipInfo& info, int every) {
  return info.is_counted ? (info.frames + every - 1) / every : 0;
}

class FfmpegFrames : public FrameSource {
 public:
  FfmpegFrames(const Clip& clip, const FrameChoice& choice, const std::stop_token& stop)
      : name_(clip.path.string()),
        size_(shown_size(clip.info, choice.upright)),
        promised_(promised(clip.info, choice.every)),
        ffmpeg_(clip.programs.ffmpeg, arguments_for(clip, choice), ChildProcess::Input::kNone,
                stop) {}

  std::optional<image::RgbImage> next() override {
    image::RgbImage frame(size_);
    const auto bytes = std::as_writable_bytes(frame.bytes());
    const std::size_t count = ffmpeg_.read(bytes);
    if (count == bytes.size()) {
      ++read_;
      return frame;
    }
    end(count > 0);
    return std::nullopt;
  }

  // It may complain of a video in which nothing is missing all the same.
  [[nodiscard]] std::vector<std::string> notes() const override {
    if (complaint_.empty()) return {};
    return {"ffmpeg says: " + complaint_};
  }

 private:
  void end(bool is_cut_off) {
    const bool went_well = ffmpeg_.finish() && !is_cut_off;
    complaint_ = ffmpeg_.complaint();
    const bool lacks_frames = read_ < promised_ && !complaint_.empty();
    if (went_well && read_ > 0 && !lacks_frames) return;
    std::string reason = complaint_.empty() ? "ffmpeg does not say why" : complaint_;
    if (promised_ > 0) reason = fmt::format("{} of {} frames: {}", read_, promised_, reason);
    throw base::Error(
        base::ErrorCode::kInput,
        fmt::format("{}: the video cannot be decoded: {}", base::printable(name_), reason),
        "it is broken or incomplete: copy it again");
  }

  std::string name_;
  image::Size size_;
  int promised_ = 0;  // frames
  int read_ = 0;
  ChildProcess ffmpeg_;
  std::string complaint_;
};

}  // namespace

std::unique_ptr<FrameSource> open_ffmpeg_frames(const Clip& clip, const FrameChoice& choice,
                                                const std::stop_token& stop) {
  return std::make_unique<FfmpegFrames>(clip, choice, stop);
}

}  // namespace vitviz::video
