// SPDX-License-Identifier: Apache-2.0
// TIFF by libtiff, whose RGBA reader knows strips and tiles, palettes, CMYK and YCbCr. It is asked
// for whole rows of strips or tiles at a time, so that memory grows with these, not with the photo.
// Of several pages the first is read.
#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "image/blend_on_white.h"
#include "image/encoded_photo.h"
#include "image/tiff_library.h"

namespace vitviz::image {
namespace {

// Once a photo has been opened.
const TiffLibrary& libtiff() { return TiffLibrary::instance(); }

const TiffLibrary& library_for(const EncodedPhoto& photo) {
  try {
    return TiffLibrary::instance();
  } catch (const base::LibraryMissing& missing) {
    fail_without_library(photo, "libtiff", missing.what(), "libtiff6");
  }
}

// One strip or tile, or libtiff's own tables: no more than the largest photo takes as RGBA.
constexpr tmsize_t kMaxAllocation = tmsize_t{1} << 31;

// Enough rows at a time that a file with one row a strip is not read row by row.
constexpr std::uint32_t kMinBand = 64;

// A file that is no larger is read at once, and libtiff told where it lies. (Release 4.5.0 refuses
// uncompressed tiles of 16 x 16 where it has to read them.)
constexpr std::size_t kReadAtOnce = std::size_t{16} << 20;

// The file as libtiff sees it, and the first thing it had to complain about.
struct Input {
  const PhotoSource& source;
  std::size_t position = 0;
  std::vector<std::byte> bytes = {};  // all of it, unless it is large
  std::string complaint = {};
};

tmsize_t read_input(thandle_t handle, void* to, tmsize_t count) {
  auto* input = static_cast<Input*>(handle);
  if (count <= 0) return 0;
  const std::size_t got = input->source.read(
      input->position, {static_cast<std::byte*>(to), static_cast<std::size_t>(count)});
  input->position += got;
  return static_cast<tmsize_t>(got);
}

tmsize_t refuse_write(thandle_t /*handle*/, void* /*from*/, tmsize_t /*count*/) { return 0; }

toff_t size_of_input(thandle_t handle) { return static_cast<Input*>(handle)->source.size(); }

toff_t seek_input(thandle_t handle, toff_t offset, int whence) {
  auto* input = static_cast<Input*>(handle);
  const std::size_t base = whence == SEEK_CUR   ? input->position
                           : whence == SEEK_END ? input->source.size()
                                                : 0;
  return input->position = base + offset;
}

int close_input(thandle_t /*handle*/) { return 0; }

__attribute__((format(printf, 4, 0))) int keep_complaint(TIFF* /*tiff*/, void* input,
                                                         const char* /*module*/, const char* format,
                                                         std::va_list arguments) {
  auto& complaint = static_cast<Input*>(input)->complaint;
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
  auto& bytes = static_cast<Input*>(handle)->bytes;
  *base = bytes.data();
  *size = bytes.size();
  return bytes.empty() ? 0 : 1;
}

void unmap_input(thandle_t /*handle*/, void* /*base*/, toff_t /*size*/) {}

struct CloseTiff {
  void operator()(TIFF* tiff) const { libtiff().close(tiff); }
};
using Tiff = std::unique_ptr<TIFF, CloseTiff>;

[[noreturn]] void fail(const EncodedPhoto& photo, const Input& input) {
  fail_to_decode(photo, input.complaint.empty() ? "its data are broken" : input.complaint);
}

Tiff open_tiff(const EncodedPhoto& photo, Input& input) {
  const TiffLibrary& library = library_for(photo);
  const std::unique_ptr<TIFFOpenOptions, decltype(TiffLibrary::open_options_free)> options(
      library.open_options_alloc(), library.open_options_free);
  library.open_options_set_max_single_mem_alloc(options.get(), kMaxAllocation);
  library.open_options_set_error_handler_ext_r(options.get(), keep_complaint, &input);
  library.open_options_set_warning_handler_ext_r(options.get(), ignore_warning, &input);
  Tiff tiff(library.client_open_ext("", "r", &input, read_input, refuse_write, seek_input,
                                    close_input, size_of_input, map_input, unmap_input,
                                    options.get()));
  if (!tiff) fail(photo, input);
  return tiff;
}

Size read_size(const EncodedPhoto& photo, TIFF* tiff) {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  libtiff().get_field(tiff, TIFFTAG_IMAGEWIDTH, &width);
  libtiff().get_field(tiff, TIFFTAG_IMAGELENGTH, &height);
  std::uint32_t kind = 0;
  if (libtiff().get_field(tiff, TIFFTAG_SUBFILETYPE, &kind) == 1 &&
      (kind & FILETYPE_REDUCEDIMAGE) != 0) {
    fail_because_unsupported(photo, "it starts with a preview, like a camera's raw file");
  }
  return checked_size(photo, width, height);
}

// libtiff would take numbers of any kind for whole ones.
void check_samples(const EncodedPhoto& photo, TIFF* tiff) {
  std::uint16_t bits = 0;
  std::uint16_t format = 0;
  libtiff().get_field_defaulted(tiff, TIFFTAG_BITSPERSAMPLE, &bits);
  libtiff().get_field_defaulted(tiff, TIFFTAG_SAMPLEFORMAT, &format);
  const bool whole = format == SAMPLEFORMAT_UINT || format == SAMPLEFORMAT_VOID;
  if (whole && bits <= 16) return;
  const std::string_view numbers = format == SAMPLEFORMAT_UINT     ? "whole numbers"
                                   : format == SAMPLEFORMAT_INT    ? "signed numbers"
                                   : format == SAMPLEFORMAT_IEEEFP ? "floating-point numbers"
                                                                   : "other numbers";
  fail_because_unsupported(photo, fmt::format("its samples are {} of {} bits", numbers, bits));
}

int read_orientation(TIFF* tiff) {
  std::uint16_t orientation = ORIENTATION_TOPLEFT;
  libtiff().get_field_defaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

std::vector<std::byte> read_color_profile(TIFF* tiff) {
  std::uint32_t size = 0;
  const void* profile = nullptr;
  if (libtiff().get_field(tiff, TIFFTAG_ICCPROFILE, &size, &profile) != 1 ||
      size > kMaxColorProfile) {
    return {};
  }
  const auto* bytes = static_cast<const std::byte*>(profile);
  return {bytes, bytes + size};
}

// Rows to read at a time: whole rows of strips or tiles, so that none is decompressed twice.
std::uint32_t band_height(TIFF* tiff, std::uint32_t height) {
  std::uint32_t unit = height;
  libtiff().get_field(
      tiff, libtiff().is_tiled(tiff) != 0 ? TIFFTAG_TILELENGTH : TIFFTAG_ROWSPERSTRIP, &unit);
  unit = std::clamp<std::uint32_t>(unit, 1, height);
  return std::min<std::uint32_t>((kMinBand + unit - 1) / unit * unit, height);
}

std::string_view without_apology(std::string_view reason) {
  constexpr std::string_view kSorry = "Sorry, ";
  return reason.starts_with(kSorry) ? reason.substr(kSorry.size()) : reason;
}

class RgbaReader {
 public:
  RgbaReader(const EncodedPhoto& photo, TIFF* tiff) {
    char reason[1024] = "";
    if (libtiff().rgba_image_begin(&image_, tiff, /*stop on error=*/1, reason) == 0) {
      fail_because_unsupported(photo, without_apology(reason));
    }
    image_.req_orientation = image_.orientation = ORIENTATION_TOPLEFT;  // no turning here
    // libtiff would round 16-bit samples and multiply colours by alpha: keep the upper 8 bits and
    // the colours as they are instead.
    for (unsigned v = 0; image_.Bitdepth16To8 != nullptr && v < 0x10000; ++v) {
      image_.Bitdepth16To8[v] = static_cast<std::uint8_t>(v >> 8);
    }
    for (unsigned i = 0; image_.UaToAa != nullptr && i < 0x10000; ++i) {
      image_.UaToAa[i] = static_cast<std::uint8_t>(i & 0xFF);
    }
  }
  RgbaReader(const RgbaReader&) = delete;
  RgbaReader& operator=(const RgbaReader&) = delete;
  ~RgbaReader() { libtiff().rgba_image_end(&image_); }

  // Rows y … y + rows as RGBA packed by libtiff. False when their data are broken.
  bool read(std::uint32_t y, std::uint32_t rows, std::vector<std::uint32_t>& packed) {
    image_.row_offset = static_cast<int>(y);
    return libtiff().rgba_image_get(&image_, packed.data(), image_.width, rows) != 0;
  }

  void unpack(const std::uint32_t* packed, std::span<std::uint8_t> rgb) const {
    const bool premultiplied = image_.alpha == EXTRASAMPLE_ASSOCALPHA;
    for (std::size_t x = 0; x < rgb.size() / 3; ++x) {
      const std::uint32_t pixel = packed[x];
      const unsigned alpha = TIFFGetA(pixel);
      const unsigned channels[] = {TIFFGetR(pixel), TIFFGetG(pixel), TIFFGetB(pixel)};
      for (std::size_t c = 0; c < 3; ++c) {
        rgb[3 * x + c] = premultiplied ? premultiplied_on_white(channels[c], alpha)
                                       : blend_on_white(channels[c], alpha);
      }
    }
  }

 private:
  TIFFRGBAImage image_{};
};

class TiffDecoder : public PhotoDecoder {
 public:
  explicit TiffDecoder(const EncodedPhoto& photo) : photo_(photo), input_{photo.source} {
    if (photo.source.size() <= kReadAtOnce) {
      input_.bytes.resize(photo.source.size());
      input_.bytes.resize(photo.source.read(0, input_.bytes));
    }
    tiff_ = open_tiff(photo, input_);
    const Size size = read_size(photo, tiff_.get());
    check_samples(photo, tiff_.get());
    band_ = band_height(tiff_.get(), static_cast<std::uint32_t>(size.height));
    set_header(size, read_orientation(tiff_.get()), input_.bytes.size() + band_bytes(size));
    set_color_profile(read_color_profile(tiff_.get()));
    if (libtiff().last_directory(tiff_.get()) == 0) {
      add_note("it holds more than one picture: the first is seen");
    }
  }

  void decode(RowSink& rows) override {
    RgbaReader reader(photo_, tiff_.get());
    const auto width = static_cast<std::size_t>(header().size.width);
    const auto height = static_cast<std::uint32_t>(header().size.height);
    std::vector<std::uint32_t> packed(width * band_);
    for (std::uint32_t y = 0; y < height; y += band_) {
      const std::uint32_t count = std::min(band_, height - y);
      if (!reader.read(y, count, packed)) fail(photo_, input_);
      for (std::uint32_t r = 0; r < count; ++r) {
        reader.unpack(packed.data() + width * r, rows.next_row());
      }
    }
  }

 private:
  // A band as RGBA, and the strip or tile it comes from: decompressed, and as it is stored.
  [[nodiscard]] std::size_t band_bytes(Size size) const {
    const bool tiled = libtiff().is_tiled(tiff_.get()) != 0;
    const auto unit = static_cast<std::size_t>(tiled ? libtiff().tile_size_64(tiff_.get())
                                                     : libtiff().strip_size_64(tiff_.get()));
    return 4 * static_cast<std::size_t>(size.width) * band_ + 2 * unit;
  }

  const EncodedPhoto& photo_;
  Input input_;
  Tiff tiff_;
  std::uint32_t band_ = 0;  // rows that are read at a time
};

}  // namespace

std::unique_ptr<PhotoDecoder> open_tiff(const EncodedPhoto& photo) {
  return std::make_unique<TiffDecoder>(photo);
}

}  // namespace vitviz::image
