// SPDX-License-Identifier: Apache-2.0
// WebP by libwebp. Its demuxer finds the (first) frame and the EXIF block; a still picture is one
// frame as large as the canvas.
#include <algorithm>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include <fmt/format.h>
#include <webp/decode.h>

#include "base/stopped.h"
#include "image/blend_on_white.h"
#include "image/encoded_photo.h"
#include "image/webp_demuxer.h"

namespace vitviz::image {
namespace {

struct DeleteDecoder {
  void operator()(WebPIDecoder* decoder) const { WebPIDelete(decoder); }
};
using FrameDecoder = std::unique_ptr<WebPIDecoder, DeleteDecoder>;

// What is decoded between two looks at the stop token.
constexpr std::size_t kPiece = std::size_t{256} * 1024;

// libwebp waits for an eighth of lossless pixels, and decodes their header anew with each piece
// until it is complete. So pieces grow until the first row comes.
std::size_t next_piece(std::size_t fed, int rows) {
  return rows == 0 ? std::max(kPiece, fed / 4) : kPiece;
}

// Feeds the frame to its decoder and calls on_rows(count) whenever the first `count` rows are
// ready. Returns whether all are. Throws Stopped.
template <typename OnRows>
bool decode_by_pieces(const WebPIterator& frame, WebPIDecoder* decoder, const std::stop_token& stop,
                      const OnRows& on_rows) {
  if (decoder == nullptr) return false;
  const std::size_t size = frame.fragment.size;
  std::size_t fed = 0;
  int rows = 0;
  VP8StatusCode status = VP8_STATUS_SUSPENDED;
  while (status == VP8_STATUS_SUSPENDED && fed < size) {
    base::stop_if_requested(stop);
    fed += std::min(size - fed, next_piece(fed, rows));
    status = WebPIUpdate(decoder, frame.fragment.bytes, fed);
    if (WebPIDecGetRGB(decoder, &rows, nullptr, nullptr, nullptr) != nullptr) on_rows(rows);
  }
  return status == VP8_STATUS_OK;
}

// Refuses a file of 2 GiB that promises a single pixel by its first bytes alone.
void check_length(const EncodedPhoto& photo, std::size_t length,
                  const WebPBitstreamFeatures& promised) {
  constexpr std::size_t kMaxBytesPerPixel = 8;                 // no encoder needs half of that
  constexpr std::size_t kMaxMetadata = std::size_t{64} << 20;  // colour profile, EXIF, XMP
  const std::size_t pixels = pixel_count(checked_size(photo, promised.width, promised.height));
  const std::size_t most = kMaxBytesPerPixel * pixels + kMaxMetadata;
  if (promised.has_animation == 0 && length > most) {
    fail_to_decode(photo, fmt::format("{} bytes are too many for a picture of {} x {} pixels",
                                      length, promised.width, promised.height));
  }
}

class WebpDecoder : public PhotoDecoder {
 public:
  explicit WebpDecoder(const EncodedPhoto& photo) : photo_(photo) {
    const std::vector<std::byte> head = read_head(photo.source, kHead);
    const std::size_t length = webp_length(photo.source, head);
    // Where a long colour profile lies before the pixels, these features stay unknown.
    WebPBitstreamFeatures promised{};
    const VP8StatusCode status =
        WebPGetFeatures(reinterpret_cast<const std::uint8_t*>(head.data()), head.size(), &promised);
    if (status == VP8_STATUS_OK) check_length(photo, length, promised);
    if (status == VP8_STATUS_BITSTREAM_ERROR) fail_to_decode(photo, "its header is broken");

    file_ = read_head(photo.source, length);
    demuxer_ = open_demuxer(photo, file_);
    const Size size = canvas_of(photo, *demuxer_);
    find_frame(size);
    const std::size_t beside = length + bytes_in_libwebp();
    const std::size_t canvas = RgbImage::kChannels * pixel_count(size);
    const std::size_t rows_in = channels() * pixel_count({frame_.width, frame_.height});
    set_header({size, orientation_of(*demuxer_), beside + rows_in,
                beside + canvas + (is_opaque() ? 0 : rows_in)});
    set_color_profile(color_profile_of(*demuxer_));
    if (frame_.num_frames > 1) add_note(animation_note(frame_.num_frames));
  }

  void decode(RowSink& rows) override {
    const std::size_t stride = static_cast<std::size_t>(frame_.width) * channels();
    const std::size_t bytes = stride * static_cast<std::size_t>(frame_.height);
    const auto pixels = std::make_unique_for_overwrite<std::uint8_t[]>(bytes);
    int y = 0;
    decode_frame({pixels.get(), bytes}, stride, rows.stop(), [&](int ready) {
      for (; y < frame_.y_offset + ready; ++y) write_row(y, pixels.get(), rows.next_row());
    });
    for (; y < header().size.height; ++y) write_row(y, pixels.get(), rows.next_row());
  }

  RgbImage decode_whole(const std::stop_token& stop) override {
    if (!is_opaque()) return PhotoDecoder::decode_whole(stop);
    RgbImage canvas(header().size);
    if (!fills_canvas()) {
      std::fill(canvas.bytes().begin(), canvas.bytes().end(), std::uint8_t{255});
    }
    const std::size_t stride = canvas.row(0).size();
    const std::size_t corner = stride * static_cast<std::size_t>(frame_.y_offset) +
                               channels() * static_cast<std::size_t>(frame_.x_offset);
    decode_frame(canvas.bytes().subspan(corner), stride, stop, [](int /*ready*/) {});
    return canvas;
  }

 private:
  // As many bytes as its features need, where no colour profile lies before them.
  static constexpr std::size_t kHead = std::size_t{64} * 1024;

  void find_frame(Size canvas) {
    if (WebPDemuxGetFrame(demuxer_.get(), 1, &frame_) == 0)
      fail_to_decode(photo_, "it has no frame");
    const bool fits = frame_.x_offset >= 0 && frame_.width <= canvas.width - frame_.x_offset &&
                      frame_.y_offset >= 0 && frame_.height <= canvas.height - frame_.y_offset;
    if (!fits) fail_to_decode(photo_, "its first frame lies outside of the canvas");
  }

  [[nodiscard]] bool is_opaque() const { return frame_.has_alpha == 0; }
  [[nodiscard]] std::size_t channels() const { return is_opaque() ? 3 : 4; }
  [[nodiscard]] bool fills_canvas() const {
    return Size{frame_.width, frame_.height} == header().size;
  }

  // Lossless pixels are kept as 32-bit numbers, and opacity beside lossy ones twice, in bytes.
  [[nodiscard]] std::size_t bytes_in_libwebp() const {
    WebPBitstreamFeatures features{};
    constexpr int kLossy = 1;
    const bool is_lossy =
        WebPGetFeatures(frame_.fragment.bytes, frame_.fragment.size, &features) == VP8_STATUS_OK &&
        features.format == kLossy;
    const std::size_t per_pixel = !is_lossy ? 4 : is_opaque() ? 0 : 2;
    return per_pixel * pixel_count({frame_.width, frame_.height});
  }

  // `pixels` is where the frame's first row goes.
  template <typename OnRows>
  void decode_frame(std::span<std::uint8_t> pixels, std::size_t stride, const std::stop_token& stop,
                    const OnRows& on_rows) {
    const FrameDecoder decoder(WebPINewRGB(is_opaque() ? MODE_RGB : MODE_RGBA, pixels.data(),
                                           pixels.size(), static_cast<int>(stride)));
    if (!decode_by_pieces(frame_, decoder.get(), stop, on_rows)) {
      fail_to_decode(photo_, "its compressed data are broken or incomplete");
    }
  }

  // Row y of the canvas, of the frame's pixels where it lies, on white.
  void write_row(int y, const std::uint8_t* pixels, std::span<std::uint8_t> row) const {
    if (!fills_canvas()) std::fill(row.begin(), row.end(), std::uint8_t{255});
    const int of_frame = y - frame_.y_offset;
    if (of_frame < 0 || of_frame >= frame_.height) return;
    const std::size_t width = static_cast<std::size_t>(frame_.width);
    const std::span from(pixels + static_cast<std::size_t>(of_frame) * width * channels(),
                         width * channels());
    const auto to = row.subspan(static_cast<std::size_t>(frame_.x_offset) * 3, width * 3);
    is_opaque() ? static_cast<void>(std::copy(from.begin(), from.end(), to.begin()))
                : blend_on_white(from, to);
  }

  const EncodedPhoto& photo_;
  std::vector<std::byte> file_;
  WebpDemuxer demuxer_;
  WebpFrame frame_;
};

}  // namespace

std::unique_ptr<PhotoDecoder> open_webp(const EncodedPhoto& photo) {
  return std::make_unique<WebpDecoder>(photo);
}

}  // namespace vitviz::image
