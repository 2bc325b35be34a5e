// SPDX-License-Identifier: Apache-2.0
#include "image/webp_animation.h"

#include <span>
#include <string_view>
#include <utility>

#include <webp/demux.h>

#include "base/stopped.h"
#include "image/blend_on_white.h"
#include "image/turn_upright.h"
#include "image/webp_demuxer.h"

namespace vitviz::image {
namespace {

constexpr std::string_view kFormat = "WebP";
constexpr std::size_t kHead = 16;
constexpr std::size_t kMostBytes = std::size_t{1} << 31;  // of which photos have no more, either

// libwebp looks for each frame from the first on: beyond, that takes longer than decoding.
constexpr std::uint32_t kMostFrames = 100'000;

std::vector<std::byte> read_all(const EncodedPhoto& photo) {
  const std::size_t length = webp_length(photo.source, read_head(photo.source, kHead));
  if (length > kMostBytes) fail_because_unsupported(photo, "more than 2 GiB");
  return read_head(photo.source, length);
}

std::vector<int> durations_of(const EncodedPhoto& photo, const WebPDemuxer& demuxer,
                              const std::stop_token& stop) {
  if (WebPDemuxGetI(&demuxer, WEBP_FF_FRAME_COUNT) > kMostFrames) {
    fail_because_unsupported(photo, "more than 100 000 frames");
  }
  std::vector<int> milliseconds;
  WebpFrame frame;
  for (int more = WebPDemuxGetFrame(&demuxer, 1, &frame); more != 0;
       more = WebPDemuxNextFrame(&frame)) {
    base::stop_if_requested(stop);
    milliseconds.push_back(frame.duration);
  }
  if (milliseconds.empty()) fail_to_decode(photo, "it has no frame");
  return milliseconds;
}

// libwebp holds this frame and the last, and decodes a third.
std::size_t bytes_of_canvases(Size size) { return std::size_t{3} * 4 * pixel_count(size); }

}  // namespace

WebpAnimationFacts webp_animation_facts(const PhotoSource& source, const std::string& name,
                                        const std::stop_token& stop) {
  const EncodedPhoto photo{source, name, kFormat};
  const std::vector<std::byte> file = read_all(photo);
  const WebpDemuxer demuxer = open_demuxer(photo, file);
  const Size size = canvas_of(photo, *demuxer);
  return {size, orientation_of(*demuxer), durations_of(photo, *demuxer, stop),
          file.size() + bytes_of_canvases(size)};
}

void WebpAnimation::DeleteDecoder::operator()(WebPAnimDecoder* decoder) const {
  WebPAnimDecoderDelete(decoder);
}

WebpAnimation::WebpAnimation(const PhotoSource& source, const std::string& name,
                             Orientation orientation, ColorProfile profile)
    : name_(name), file_(read_all({source, name, kFormat})) {
  const EncodedPhoto photo{source, name, kFormat};
  const WebpDemuxer demuxer = open_demuxer(photo, file_);
  size_ = canvas_of(photo, *demuxer);
  if (orientation == Orientation::kUpright) turn_ = orientation_of(*demuxer);
  const std::vector<std::byte> icc = color_profile_of(*demuxer);
  if (profile == ColorProfile::kToSrgb && !icc.empty()) profile_ = use_color_profile(icc);

  WebPAnimDecoderOptions options;
  WebPAnimDecoderOptionsInit(&options);
  options.color_mode = MODE_RGBA;  // colours not multiplied by opacity
  const WebPData data = webp_data(file_);
  decoder_.reset(WebPAnimDecoderNew(&data, &options));
  if (!decoder_) fail_to_decode(photo, "its frames are broken or incomplete");
}

WebpAnimation::~WebpAnimation() = default;

std::optional<RgbImage> WebpAnimation::next() {
  if (WebPAnimDecoderHasMoreFrames(decoder_.get()) == 0) return std::nullopt;
  std::uint8_t* pixels = nullptr;
  int milliseconds = 0;
  if (WebPAnimDecoderGetNext(decoder_.get(), &pixels, &milliseconds) == 0) {
    const MemorySource source(file_);
    fail_to_decode({source, name_, kFormat}, "its compressed data are broken or incomplete");
  }
  RgbImage frame(size_);
  const std::size_t stride = std::size_t{4} * static_cast<std::size_t>(size_.width);
  for (int y = 0; y < size_.height; ++y) {
    blend_on_white(std::span(pixels + stride * static_cast<std::size_t>(y), stride), frame.row(y));
    if (profile_.conversion) profile_.conversion->convert(frame.row(y));
  }
  return turn_upright(std::move(frame), turn_);
}

}  // namespace vitviz::image
