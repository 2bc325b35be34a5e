// SPDX-License-Identifier: Apache-2.0
#include "image/tiff_reading.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>

#include <fmt/format.h>

#include "image/late_formats.h"

namespace vitviz::image {
namespace {

// A file that is no larger is read at once, and libtiff told where it lies. (Release 4.5.0 refuses
// uncompressed tiles of 16 x 16 where it has to read them.)
constexpr std::size_t kReadAtOnce = std::size_t{16} << 20;

tmsize_t read_input(thandle_t handle, void* to, tmsize_t count) {
  auto* input = static_cast<TiffInput*>(handle);
  if (count <= 0) return 0;
  const std::size_t got = input->source.read(
      input->position, {static_cast<std::byte*>(to), static_cast<std::size_t>(count)});
  input->position += got;
  return static_cast<tmsize_t>(got);
}

tmsize_t refuse_write(thandle_t /*handle*/, void* /*from*/, tmsize_t /*count*/) { return 0; }

toff_t size_of_input(thandle_t handle) { return static_cast<TiffInput*>(handle)->source.size(); }

toff_t seek_input(thandle_t handle, toff_t offset, int whence) {
  auto* input = static_cast<TiffInput*>(handle);
  const std::size_t base = whence == SEEK_CUR   ? input->position
                           : whence == SEEK_END ? input->source.size()
                                                : 0;
  return input->position = base + offset;
}

int close_input(thandle_t /*handle*/) { return 0; }

__attribute__((format(printf, 4, 0))) int keep_complaint(TIFF* /*tiff*/, void* input,
                                                         const char* /*module*/, const char* format,
                                                         std::va_list arguments) {
  auto& complaint = static_cast<TiffInput*>(input)->complaint;
  if (!complaint.empty()) return 1;
  char text[256];
  std::vsnprintf(text, sizeof text, format, arguments);
  complaint = text;
  return 1;
}

int ignore_warning(TIFF* /*tiff*/, void* /*input*/, const char* /*module*/, const char* /*format*/,
                   std::va_list /*arguments*/) {
  return 1;
}

int map_input(thandle_t handle, void** base, toff_t* size) {
  auto& bytes = static_cast<TiffInput*>(handle)->bytes;
  *base = bytes.data();
  *size = bytes.size();
  return bytes.empty() ? 0 : 1;
}

void unmap_input(thandle_t /*handle*/, void* /*base*/, toff_t /*size*/) {}

}  // namespace

const TiffLibrary& libtiff() { return TiffLibrary::instance(); }

TiffReading::TiffReading(const EncodedPhoto& photo) : photo_(photo), input_{photo.source} {
  if (photo.source.size() <= kReadAtOnce) {
    input_.bytes.resize(photo.source.size());
    input_.bytes.resize(photo.source.read(0, input_.bytes));
  }
  const TiffLibrary& library = library_for<TiffLibrary>(photo, "libtiff", "libtiff6");
  const std::unique_ptr<TIFFOpenOptions, decltype(TiffLibrary::open_options_free)> options(
      library.open_options_alloc(), library.open_options_free);
  library.open_options_set_max_single_mem_alloc(options.get(), kMaxAllocation);
  library.open_options_set_error_handler_ext_r(options.get(), keep_complaint, &input_);
  library.open_options_set_warning_handler_ext_r(options.get(), ignore_warning, &input_);
  tiff_.reset(library.client_open_ext("", "r", &input_, read_input, refuse_write, seek_input,
                                      close_input, size_of_input, map_input, unmap_input,
                                      options.get()));
  if (!tiff_) fail();
}

void TiffReading::fail() const {
  fail_to_decode(photo_, input_.complaint.empty() ? "its data are broken" : input_.complaint);
}

Size TiffReading::read_size() const {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  libtiff().get_field(tiff(), TIFFTAG_IMAGEWIDTH, &width);
  libtiff().get_field(tiff(), TIFFTAG_IMAGELENGTH, &height);
  std::uint32_t kind = 0;
  if (libtiff().get_field(tiff(), TIFFTAG_SUBFILETYPE, &kind) == 1 &&
      (kind & FILETYPE_REDUCEDIMAGE) != 0) {
    fail_because_unsupported(photo_, "it starts with a preview, like a camera's raw file");
  }
  return checked_size(photo_, width, height);
}

int TiffReading::number_of(ttag_t tag) const {
  std::uint16_t number = 0;
  libtiff().get_field_defaulted(tiff(), tag, &number);
  return number;
}

int TiffReading::read_orientation() const {
  const int orientation = number_of(TIFFTAG_ORIENTATION);
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

NumberType TiffReading::number_type() const {
  const int bits = number_of(TIFFTAG_BITSPERSAMPLE);
  switch (number_of(TIFFTAG_SAMPLEFORMAT)) {
    case SAMPLEFORMAT_UINT:
    case SAMPLEFORMAT_VOID:
      return {NumberKind::kWhole, bits};
    case SAMPLEFORMAT_INT:
      return {NumberKind::kSigned, bits};
    case SAMPLEFORMAT_IEEEFP:
      return {NumberKind::kFloat, bits};
    default:
      fail_because_unsupported(photo_,
                               fmt::format("its samples are other numbers of {} bits", bits));
  }
}

std::uint32_t TiffReading::unit_height(int height) const {
  const auto most = static_cast<std::uint32_t>(height);
  std::uint32_t unit = most;
  libtiff().get_field(tiff(), is_tiled() ? TIFFTAG_TILELENGTH : TIFFTAG_ROWSPERSTRIP, &unit);
  return std::clamp<std::uint32_t>(unit, 1, most);
}

}  // namespace vitviz::image
