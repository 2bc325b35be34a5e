// SPDX-License-Identifier: Apache-2.0
// A PNG file inside libpng: what all who read one share. libpng reads the file piece by piece and
// reports errors by longjmp, which ends here.
#pragma once

#include <csetjmp>
#include <cstddef>
#include <span>
#include <stop_token>

#include <png.h>

#include "base/stopped.h"
#include "image/encoded_photo.h"
#include "image/inflated_png.h"
#include "image/longjmp_guard.h"
#include "image/raster.h"

namespace vitviz::image {

class PngReading {
 public:
  // Reads the header. `photo` must outlive it. Throws Error(kInput).
  explicit PngReading(const EncodedPhoto& photo);
  PngReading(const PngReading&) = delete;
  PngReading& operator=(const PngReading&) = delete;
  ~PngReading() { png_destroy_read_struct(&png_, &info_, nullptr); }

 protected:
  // Throws Error(kInput).
  [[nodiscard]] Size png_size() const;

  // Seven pictures of ever more pixels, one after the other.
  [[nodiscard]] bool is_interlaced() const {
    return png_get_interlace_type(png_, info_) != PNG_INTERLACE_NONE;
  }

  // Whether `call`, which calls libpng, had no error; fail() tells which one it had.
  template <typename Call>
  [[nodiscard]] bool read_normally(const Call& call) {
    return returned_normally(landing_, call);
  }

  // Throws Error(kInput) when libpng has an error inside `call`.
  template <typename Call>
  void guarded(const Call& call) {
    if (!read_normally(call)) fail();
  }

  // Reads all rows: of an interlaced file in seven passes, which become one picture.
  template <int Channels>
  void read_passes(int passes, Raster<Channels>& pixels, const std::stop_token& stop = {}) {
    for (int pass = 0; pass < passes; ++pass) {
      for (int y = 0; y < pixels.height(); ++y) {
        base::stop_if_requested(stop);
        guarded([&] { png_read_row(png_, pixels.row(y).data(), nullptr); });
      }
    }
  }

  [[noreturn]] void fail() const { fail_to_decode(photo_, message_); }

  [[nodiscard]] const EncodedPhoto& photo() const { return photo_; }
  [[nodiscard]] bool ended_early() const { return ended_early_; }

  png_structp png_ = nullptr;
  png_infop info_ = nullptr;

 private:
  [[noreturn]] static void leave(png_structp png, png_const_charp message);
  static void ignore_warning(png_structp png, png_const_charp message);
  static void read_next(png_structp png, png_bytep to, std::size_t count);

  const EncodedPhoto& photo_;
  InflatedPng file_;
  std::span<const std::byte> unread_;  // of what the file handed on
  bool ended_early_ = false;
  std::jmp_buf landing_;
  char message_[256] = {};
};

}  // namespace vitviz::image
