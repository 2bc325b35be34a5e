// SPDX-License-Identifier: Apache-2.0
// WebP by libwebp. Its demuxer finds the (first) frame and the EXIF block; a still picture is one
// frame as large as the canvas.
#include <algorithm>
#include <memory>
#include <vector>

#include <webp/decode.h>
#include <webp/demux.h>

#include "image/blend_on_white.h"
#include "image/encoded_photo.h"
#include "image/exif.h"

namespace vitviz::image {
namespace {

struct DeleteDemuxer {
  void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};
using Demuxer = std::unique_ptr<WebPDemuxer, DeleteDemuxer>;

struct FrameIterator : WebPIterator {
  FrameIterator() : WebPIterator{} {}
  FrameIterator(const FrameIterator&) = delete;
  FrameIterator& operator=(const FrameIterator&) = delete;
  ~FrameIterator() { WebPDemuxReleaseIterator(this); }
};

Demuxer open_demuxer(const EncodedPhoto& photo) {
  const WebPData data{reinterpret_cast<const std::uint8_t*>(photo.bytes.data()),
                      photo.bytes.size()};
  Demuxer demuxer(WebPDemux(&data));
  if (!demuxer) fail_to_decode(photo, "its chunks are broken or incomplete");
  return demuxer;
}

// Both write `frame` at its place on the canvas and return whether it could be decoded.
bool decode_opaque(const WebPIterator& frame, RgbImage& canvas) {
  const int stride = canvas.width() * RgbImage::kChannels;
  const auto corner =
      canvas.bytes().subspan(canvas.row(0).size() * static_cast<std::size_t>(frame.y_offset) +
                             static_cast<std::size_t>(frame.x_offset) * 3);
  return WebPDecodeRGBInto(frame.fragment.bytes, frame.fragment.size, corner.data(), corner.size(),
                           stride) != nullptr;
}

bool decode_transparent(const WebPIterator& frame, RgbImage& canvas) {
  const std::size_t width = static_cast<std::size_t>(frame.width);
  const std::size_t size = width * static_cast<std::size_t>(frame.height) * 4;
  const auto rgba = std::make_unique_for_overwrite<std::uint8_t[]>(size);
  if (WebPDecodeRGBAInto(frame.fragment.bytes, frame.fragment.size, rgba.get(), size,
                         frame.width * 4) == nullptr) {
    return false;
  }
  for (int y = 0; y < frame.height; ++y) {
    const auto row = canvas.row(frame.y_offset + y);
    const std::span from(rgba.get() + static_cast<std::size_t>(y) * width * 4, width * 4);
    blend_on_white(from, row.subspan(static_cast<std::size_t>(frame.x_offset) * 3, width * 3));
  }
  return true;
}

RgbImage decode_first_frame(const EncodedPhoto& photo, const WebPDemuxer* demuxer) {
  const Size size = checked_size(photo, WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_WIDTH),
                                 WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_HEIGHT));
  FrameIterator frame;
  if (WebPDemuxGetFrame(demuxer, 1, &frame) == 0) fail_to_decode(photo, "it has no frame");
  const bool fits = frame.x_offset >= 0 && frame.width <= size.width - frame.x_offset &&
                    frame.y_offset >= 0 && frame.height <= size.height - frame.y_offset;
  if (!fits) fail_to_decode(photo, "its first frame lies outside of the canvas");

  RgbImage canvas(size);
  if (frame.width < size.width || frame.height < size.height) {
    std::fill(canvas.bytes().begin(), canvas.bytes().end(), std::uint8_t{255});
  }
  const bool decoded =
      frame.has_alpha != 0 ? decode_transparent(frame, canvas) : decode_opaque(frame, canvas);
  if (!decoded) fail_to_decode(photo, "its compressed data are broken or incomplete");
  return canvas;
}

int orientation_of(const WebPDemuxer* demuxer) {
  WebPChunkIterator chunk{};
  if (WebPDemuxGetChunk(demuxer, "EXIF", 1, &chunk) == 0) return 1;
  const int orientation =
      exif_orientation(std::as_bytes(std::span(chunk.chunk.bytes, chunk.chunk.size)));
  WebPDemuxReleaseChunkIterator(&chunk);
  return orientation;
}

}  // namespace

StoredPhoto decode_webp(const EncodedPhoto& photo) {
  const Demuxer demuxer = open_demuxer(photo);
  return {decode_first_frame(photo, demuxer.get()), orientation_of(demuxer.get())};
}

}  // namespace vitviz::image
