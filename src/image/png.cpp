// SPDX-License-Identifier: Apache-2.0
// PNG by libpng, which turns every colour type and bit depth into 8-bit RGB on white itself.
#include <algorithm>
#include <csetjmp>
#include <cstring>

#include <png.h>

#include "base/stopped.h"
#include "image/encoded_photo.h"
#include "image/inflated_png.h"
#include "image/longjmp_guard.h"
#include "image/png_orientation.h"

namespace vitviz::image {
namespace {

// What libpng takes at a time.
constexpr std::size_t kPiece = std::size_t{64} * 1024;

class PngDecoder : public PhotoDecoder {
 public:
  explicit PngDecoder(const EncodedPhoto& photo) : photo_(photo), file_(photo.source) {
    png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, leave, ignore_warning);
    if (png_ != nullptr) info_ = png_create_info_struct(png_);
    try {
      if (info_ == nullptr) fail_to_decode(photo_, "libpng cannot start");
      read_header();
    } catch (...) {
      png_destroy_read_struct(&png_, &info_, nullptr);
      throw;
    }
  }
  ~PngDecoder() override { png_destroy_read_struct(&png_, &info_, nullptr); }

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
    const int passes = begin();
    for (int pass = 0; pass < passes; ++pass) {
      for (int y = 0; y < pixels.height(); ++y) {
        base::stop_if_requested(stop);
        guarded([&] { png_read_row(png_, pixels.row(y).data(), nullptr); });
      }
    }
    end();
    return pixels;
  }

 private:
  void read_header() {
    guarded([&] {
      png_set_read_fn(png_, this, read_next);
      png_set_compression_buffer_size(png_, kPiece);
      png_set_option(png_, PNG_IGNORE_ADLER32, PNG_OPTION_ON);  // InflatedPng has looked at it
      png_read_info(png_, info_);
    });
    const Size size =
        checked_size(photo_, png_get_image_width(png_, info_), png_get_image_height(png_, info_));
    const std::size_t whole = 3 * pixel_count(size);
    set_header({size, png_orientation(photo_.source), is_interlaced() ? whole : 0, whole});
  }

  // Seven pictures of ever more pixels, one after the other.
  [[nodiscard]] bool is_interlaced() const {
    return png_get_interlace_type(png_, info_) != PNG_INTERLACE_NONE;
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
    if (!is_complete || !ended_early_) fail_to_decode(photo_, message_);
  }

  // What follows the pixels.
  void end() {
    if (!ended_early_ && read_normally([&] { png_read_end(png_, info_); })) return;
    if (!ended_early_) fail_to_decode(photo_, message_);
    add_note("its end is missing, behind the last pixel: it may have been cut off");
  }

  // Called by libpng for every row that is decoded.
  static void count_row(png_structp png, png_row_infop /*row*/, png_bytep /*bytes*/) {
    ++static_cast<PngDecoder*>(png_get_error_ptr(png))->rows_;
  }

  [[noreturn]] static void leave(png_structp png, png_const_charp message) {
    auto* self = static_cast<PngDecoder*>(png_get_error_ptr(png));
    std::strncpy(self->message_, message, sizeof self->message_ - 1);
    std::longjmp(self->landing_, 1);
  }

  static void ignore_warning(png_structp /*png*/, png_const_charp /*message*/) {}

  static void read_next(png_structp png, png_bytep to, std::size_t count) {
    auto* self = static_cast<PngDecoder*>(png_get_io_ptr(png));
    while (count > 0) {
      if (self->unread_.empty()) self->unread_ = self->file_.next();
      if (self->file_.problem() != nullptr) png_error(png, self->file_.problem());
      if (self->unread_.empty()) {
        self->ended_early_ = true;
        png_error(png, "the file ends too early");
      }
      const std::size_t part = std::min(count, self->unread_.size());
      std::memcpy(to, self->unread_.data(), part);
      self->unread_ = self->unread_.subspan(part);
      to += part;
      count -= part;
    }
  }

  template <typename Call>
  [[nodiscard]] bool read_normally(const Call& call) {
    return returned_normally(landing_, call);
  }

  template <typename Call>
  void guarded(const Call& call) {
    if (!read_normally(call)) fail_to_decode(photo_, message_);
  }

  const EncodedPhoto& photo_;
  InflatedPng file_;
  std::span<const std::byte> unread_;
  bool ended_early_ = false;
  int rows_ = 0;  // decoded
  std::jmp_buf landing_;
  char message_[256] = {};
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
};

}  // namespace

std::unique_ptr<PhotoDecoder> open_png(const EncodedPhoto& photo) {
  return std::make_unique<PngDecoder>(photo);
}

}  // namespace vitviz::image
