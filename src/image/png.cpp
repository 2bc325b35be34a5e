// SPDX-License-Identifier: Apache-2.0
// PNG by libpng, which turns every colour type and bit depth into 8-bit RGB on white itself.
#include <csetjmp>
#include <cstring>
#include <utility>

#include <png.h>

#include "image/encoded_photo.h"
#include "image/exif.h"
#include "image/longjmp_guard.h"

namespace vitviz::image {
namespace {

class PngDecoder {
 public:
  explicit PngDecoder(const EncodedPhoto& photo) : photo_(photo), unread_(photo.bytes) {
    png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, leave, ignore_warning);
    if (png_ != nullptr) info_ = png_create_info_struct(png_);
    if (info_ != nullptr) return;
    png_destroy_read_struct(&png_, &info_, nullptr);
    fail_to_decode(photo_, "libpng cannot start");
  }
  PngDecoder(const PngDecoder&) = delete;
  PngDecoder& operator=(const PngDecoder&) = delete;
  ~PngDecoder() { png_destroy_read_struct(&png_, &info_, nullptr); }

  Size read_header() {
    guarded([&] {
      png_set_read_fn(png_, this, read_next);
      png_read_info(png_, info_);
    });
    return checked_size(photo_, png_get_image_width(png_, info_),
                        png_get_image_height(png_, info_));
  }

  RgbImage read_pixels(Size size) {
    RgbImage pixels(size);
    guarded([&] {
      const int passes = ask_for_rgb_on_white();
      if (png_get_rowbytes(png_, info_) != pixels.row(0).size()) png_error(png_, "not RGB");
      for (int pass = 0; pass < passes; ++pass) {
        for (int y = 0; y < size.height; ++y) png_read_row(png_, pixels.row(y).data(), nullptr);
      }
      png_read_end(png_, info_);
    });
    return pixels;
  }

  [[nodiscard]] int orientation() {
    png_uint_32 length = 0;
    png_bytep block = nullptr;
    if (png_get_eXIf_1(png_, info_, &length, &block) == 0) return 1;
    return exif_orientation(std::as_bytes(std::span(block, length)));
  }

 private:
  // Returns the number of passes over all rows: more than one when the picture is interlaced.
  int ask_for_rgb_on_white() {
    png_set_expand(png_);
    png_set_gray_to_rgb(png_);
    png_color_16 white{};
    const bool deep = png_get_bit_depth(png_, info_) == 16;
    white.red = white.green = white.blue = white.gray = deep ? 0xFFFF : 0xFF;
    png_set_background(png_, &white, PNG_BACKGROUND_GAMMA_SCREEN, /*need_expand=*/0,
                       /*background_gamma=*/1.0);
    png_set_strip_16(png_);
    const int passes = png_set_interlace_handling(png_);
    png_read_update_info(png_, info_);
    return passes;
  }

  [[noreturn]] static void leave(png_structp png, png_const_charp message) {
    auto* self = static_cast<PngDecoder*>(png_get_error_ptr(png));
    std::strncpy(self->message_, message, sizeof self->message_ - 1);
    std::longjmp(self->landing_, 1);
  }

  static void ignore_warning(png_structp /*png*/, png_const_charp /*message*/) {}

  static void read_next(png_structp png, png_bytep bytes, std::size_t count) {
    auto* self = static_cast<PngDecoder*>(png_get_io_ptr(png));
    if (count > self->unread_.size()) png_error(png, "the file ends too early");
    std::memcpy(bytes, self->unread_.data(), count);
    self->unread_ = self->unread_.subspan(count);
  }

  template <typename Call>
  void guarded(const Call& call) {
    if (!returned_normally(landing_, call)) fail_to_decode(photo_, message_);
  }

  const EncodedPhoto& photo_;
  std::span<const std::byte> unread_;
  std::jmp_buf landing_;
  char message_[256] = {};
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
};

}  // namespace

StoredPhoto decode_png(const EncodedPhoto& photo) {
  PngDecoder decoder(photo);
  const Size size = decoder.read_header();
  RgbImage pixels = decoder.read_pixels(size);
  return {std::move(pixels), decoder.orientation()};
}

}  // namespace vitviz::image
