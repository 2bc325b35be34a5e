// SPDX-License-Identifier: Apache-2.0
// PNG by libpng, which turns every colour type and bit depth into 8-bit RGB on white itself.
#include <algorithm>
#include <span>

#include <png.h>

#include "image/encoded_photo.h"
#include "image/png_orientation.h"
#include "image/png_reading.h"

namespace vitviz::image {
namespace {

class PngDecoder : public PhotoDecoder, private PngReading {
 public:
  explicit PngDecoder(const EncodedPhoto& photo) : PngReading(photo) {
    const Size size = png_size();
    const std::size_t whole = 3 * pixel_count(size);
    set_header({size, png_orientation(photo.source), is_interlaced() ? whole : 0, whole});
    read_color_profile();
  }

  void decode(RowSink& rows) override {
    if (is_interlaced()) {
      hand_out(decode_whole(rows.stop()), rows);
      return;
    }
    begin();
    for (int y = 0; y < header().size.height; ++y) read_row(rows.next_row(), y);
    end();
  }

  RgbImage decode_whole(const std::stop_token& stop) override {
    if (!is_interlaced()) return PhotoDecoder::decode_whole(stop);
    RgbImage pixels(header().size);
    read_passes(begin(), pixels, stop);
    end();
    return pixels;
  }

 private:
  // libpng ignores a profile that is broken.
  void read_color_profile() {
    png_charp name = nullptr;
    int compression = 0;
    png_bytep profile = nullptr;
    png_uint_32 size = 0;
    if (png_get_iCCP(png_, info_, &name, &compression, &profile, &size) != PNG_INFO_iCCP) return;
    const auto icc = std::as_bytes(std::span(profile, size));
    set_color_profile({icc.begin(), icc.end()});
  }

  // Asks for RGB on white. Returns the number of passes over all rows: more than one when the
  // picture is interlaced.
  int begin() {
    int passes = 0;
    guarded([&] {
      png_set_expand(png_);
      png_set_gray_to_rgb(png_);
      png_color_16 white{};
      const bool deep = png_get_bit_depth(png_, info_) == 16;
      white.red = white.green = white.blue = white.gray = deep ? 0xFFFF : 0xFF;
      png_set_background(png_, &white, PNG_BACKGROUND_GAMMA_SCREEN, /*need_expand=*/0,
                         /*background_gamma=*/1.0);
      png_set_strip_16(png_);
      png_set_read_user_transform_fn(png_, count_row);
      passes = png_set_interlace_handling(png_);
      png_read_update_info(png_, info_);
      const auto width = static_cast<std::size_t>(header().size.width);
      if (png_get_rowbytes(png_, info_) != 3 * width) png_error(png_, "not RGB");
    });
    return passes;
  }

  void read_row(std::span<std::uint8_t> rgb, int y) {
    if (read_normally([&] { png_read_row(png_, rgb.data(), nullptr); })) return;
    // With the last row libpng looks for the end of the compressed data. The row is there by then.
    const bool is_complete = rows_ == header().size.height && y + 1 == header().size.height;
    if (!is_complete || !ended_early()) fail();
  }

  // What follows the pixels.
  void end() {
    if (!ended_early() && read_normally([&] { png_read_end(png_, info_); })) return;
    if (!ended_early()) fail();
    add_note("its end is missing, behind the last pixel: it may have been cut off");
  }

  // Called by libpng for every row that is decoded.
  static void count_row(png_structp png, png_row_infop /*row*/, png_bytep /*bytes*/) {
    ++static_cast<PngDecoder*>(static_cast<PngReading*>(png_get_error_ptr(png)))->rows_;
  }

  int rows_ = 0;  // decoded
};

}  // namespace

std::unique_ptr<PhotoDecoder> open_png(const EncodedPhoto& photo) {
  return std::make_unique<PngDecoder>(photo);
}

}  // namespace vitviz::image
