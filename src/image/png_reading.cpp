// SPDX-License-Identifier: Apache-2.0
#include "image/png_reading.h"

#include <algorithm>
#include <cstring>

namespace vitviz::image {
namespace {

// What libpng takes at a time.
constexpr std::size_t kPiece = std::size_t{64} * 1024;

}  // namespace

PngReading::PngReading(const EncodedPhoto& photo) : photo_(photo), file_(photo.source) {
  png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, leave, ignore_warning);
  if (png_ != nullptr) info_ = png_create_info_struct(png_);
  try {
    if (info_ == nullptr) fail_to_decode(photo_, "libpng cannot start");
    guarded([&] {
      png_set_read_fn(png_, this, read_next);
      png_set_compression_buffer_size(png_, kPiece);
      png_set_option(png_, PNG_IGNORE_ADLER32, PNG_OPTION_ON);  // InflatedPng has looked at it
      png_read_info(png_, info_);
    });
  } catch (...) {
    png_destroy_read_struct(&png_, &info_, nullptr);
    throw;
  }
}

Size PngReading::png_size() const {
  return checked_size(photo_, png_get_image_width(png_, info_), png_get_image_height(png_, info_));
}

void PngReading::leave(png_structp png, png_const_charp message) {
  auto* self = static_cast<PngReading*>(png_get_error_ptr(png));
  std::strncpy(self->message_, message, sizeof self->message_ - 1);
  std::longjmp(self->landing_, 1);
}

void PngReading::ignore_warning(png_structp /*png*/, png_const_charp /*message*/) {}

void PngReading::read_next(png_structp png, png_bytep to, std::size_t count) {
  auto* self = static_cast<PngReading*>(png_get_io_ptr(png));
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

}  // namespace vitviz::image
