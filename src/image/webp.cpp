// SPDX-License-Identifier: Apache-2.0
// WebP by libwebp. Its demuxer finds the (first) frame and the EXIF block; a still picture is one
// frame as large as the canvas.
#include <algorithm>
#include <memory>
#include <vector>

#include <fmt/format.h>
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

RgbImage decode_first_frame(const EncodedPhoto& photo, const WebPDemuxer* demuxer, Size size) {
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

std::size_t little_endian(std::span<const std::byte> bytes) {
  std::size_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) {
    value = value << 8 | std::to_integer<std::size_t>(bytes[i]);
  }
  return value;
}

// "RIFF", the length of what follows, "WEBP": what lies behind that length is not looked at.
std::size_t length_of(const EncodedPhoto& photo, std::span<const std::byte> head) {
  constexpr std::size_t kNotCounted = 8;
  if (head.size() < 2 * kNotCounted) return photo.source.size();
  return std::min(photo.source.size(), little_endian(head.subspan(4, 4)) + kNotCounted);
}

// Refuses what no photo is, by its first bytes and its length alone: a file of 34 bytes can promise
// 2^28 pixels, which cost 2 GB and many seconds, and one of 2 GiB a single pixel.
void check_length(const EncodedPhoto& photo, std::size_t length,
                  const WebPBitstreamFeatures& promised) {
  constexpr std::size_t kHarmlessPixels = std::size_t{1} << 24;
  constexpr std::size_t kMaxPixelsPerByte = 8192;              // fewer bits make no picture
  constexpr std::size_t kMaxBytesPerPixel = 8;                 // no encoder needs half of that
  constexpr std::size_t kMaxMetadata = std::size_t{64} << 20;  // colour profile, EXIF, XMP
  const std::size_t pixels = pixel_count(checked_size(photo, promised.width, promised.height));
  if (pixels > kHarmlessPixels && pixels / kMaxPixelsPerByte > length) {
    fail_to_decode(photo, fmt::format("{} bytes are too few for a picture of {} x {} pixels",
                                      length, promised.width, promised.height));
  }
  const std::size_t most = kMaxBytesPerPixel * pixels + kMaxMetadata;
  if (promised.has_animation == 0 && length > most) {
    fail_to_decode(photo, fmt::format("{} bytes are too many for a picture of {} x {} pixels",
                                      length, promised.width, promised.height));
  }
}

class WebpDecoder : public PhotoDecoder {
 public:
  explicit WebpDecoder(const EncodedPhoto& photo) : photo_(photo) {
    const std::vector<std::byte> head = read(kHead);
    const std::size_t length = length_of(photo, head);
    // Where a long colour profile lies before the pixels, these features stay unknown.
    WebPBitstreamFeatures promised{};
    const VP8StatusCode status =
        WebPGetFeatures(reinterpret_cast<const std::uint8_t*>(head.data()), head.size(), &promised);
    if (status == VP8_STATUS_OK) check_length(photo, length, promised);
    if (status == VP8_STATUS_BITSTREAM_ERROR) fail_to_decode(photo, "its header is broken");

    file_ = read(length);
    const WebPData data{reinterpret_cast<const std::uint8_t*>(file_.data()), file_.size()};
    demuxer_.reset(WebPDemux(&data));
    if (!demuxer_) fail_to_decode(photo, "its chunks are broken or incomplete");
    const Size size = checked_size(photo, WebPDemuxGetI(demuxer_.get(), WEBP_FF_CANVAS_WIDTH),
                                   WebPDemuxGetI(demuxer_.get(), WEBP_FF_CANVAS_HEIGHT));
    const std::size_t whole = (3 + kBesideCanvas) * pixel_count(size) + length;
    set_header({size, orientation_of(demuxer_.get()), whole, whole});
  }

  // libwebp has the whole picture before it hands out a row.
  void decode(RowSink& rows) override {
    const RgbImage pixels = decode_whole();
    for (int y = 0; y < pixels.height(); ++y) {
      std::copy(pixels.row(y).begin(), pixels.row(y).end(), rows.next_row().begin());
    }
  }

  RgbImage decode_whole() override {
    return decode_first_frame(photo_, demuxer_.get(), header().size);
  }

 private:
  // As many bytes as its features need, where no colour profile lies before them.
  static constexpr std::size_t kHead = std::size_t{64} * 1024;
  // Lossless pixels, or lossy ones with opacity, take as many bytes beside the canvas.
  static constexpr std::size_t kBesideCanvas = 4;

  // The file's first bytes.
  [[nodiscard]] std::vector<std::byte> read(std::size_t count) const {
    std::vector<std::byte> bytes(std::min(count, photo_.source.size()));
    bytes.resize(photo_.source.read(0, bytes));
    return bytes;
  }

  const EncodedPhoto& photo_;
  std::vector<std::byte> file_;
  Demuxer demuxer_;
};

}  // namespace

std::unique_ptr<PhotoDecoder> open_webp(const EncodedPhoto& photo) {
  return std::make_unique<WebpDecoder>(photo);
}

}  // namespace vitviz::image
