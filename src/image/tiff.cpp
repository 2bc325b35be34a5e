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

#include <tiffio.h>

#include "image/blend_on_white.h"
#include "image/encoded_photo.h"

namespace vitviz::image {
namespace {

// One strip or tile, or libtiff's own tables: no more than the largest photo takes as RGBA.
constexpr tmsize_t kMaxAllocation = tmsize_t{1} << 31;

// Enough rows at a time that a file with one row a strip is not read row by row.
constexpr std::uint32_t kMinBand = 64;

// The file in memory as libtiff sees it, and the first thing it had to complain about.
struct Memory {
  std::span<const std::byte> bytes;
  std::size_t position = 0;
  std::string complaint;
};

tmsize_t read_memory(thandle_t handle, void* to, tmsize_t count) {
  auto* memory = static_cast<Memory*>(handle);
  if (memory->position >= memory->bytes.size() || count <= 0) return 0;
  const auto rest = memory->bytes.subspan(memory->position);
  const std::size_t copied = std::min(rest.size(), static_cast<std::size_t>(count));
  std::memcpy(to, rest.data(), copied);
  memory->position += copied;
  return static_cast<tmsize_t>(copied);
}

tmsize_t refuse_write(thandle_t /*handle*/, void* /*from*/, tmsize_t /*count*/) { return 0; }

toff_t seek_memory(thandle_t handle, toff_t offset, int whence) {
  auto* memory = static_cast<Memory*>(handle);
  const std::size_t base = whence == SEEK_CUR   ? memory->position
                           : whence == SEEK_END ? memory->bytes.size()
                                                : 0;
  return memory->position = base + offset;
}

int close_memory(thandle_t /*handle*/) { return 0; }

toff_t size_of_memory(thandle_t handle) { return static_cast<Memory*>(handle)->bytes.size(); }

__attribute__((format(printf, 4, 0))) int keep_complaint(TIFF* /*tiff*/, void* memory,
                                                         const char* /*module*/, const char* format,
                                                         std::va_list arguments) {
  auto& complaint = static_cast<Memory*>(memory)->complaint;
  if (!complaint.empty()) return 1;
  char text[256];
  std::vsnprintf(text, sizeof text, format, arguments);
  complaint = text;
  return 1;
}

int ignore_warning(TIFF* /*tiff*/, void* /*memory*/, const char* /*module*/, const char* /*format*/,
                   std::va_list /*arguments*/) {
  return 1;
}

// libtiff reads in place then. (Without, release 4.5.0 refuses uncompressed tiles of 16 x 16.)
int map_memory(thandle_t handle, void** base, toff_t* size) {
  const auto bytes = static_cast<Memory*>(handle)->bytes;
  *base = const_cast<std::byte*>(bytes.data());
  *size = bytes.size();
  return 1;
}

void unmap_memory(thandle_t /*handle*/, void* /*base*/, toff_t /*size*/) {}

struct CloseTiff {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, CloseTiff>;

[[noreturn]] void fail(const EncodedPhoto& photo, const Memory& memory) {
  fail_to_decode(photo, memory.complaint.empty() ? "its data are broken" : memory.complaint);
}

Tiff open_tiff(const EncodedPhoto& photo, Memory& memory) {
  const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(
      TIFFOpenOptionsAlloc(), TIFFOpenOptionsFree);
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kMaxAllocation);
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keep_complaint, &memory);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), ignore_warning, &memory);
  Tiff tiff(TIFFClientOpenExt("", "r", &memory, read_memory, refuse_write, seek_memory,
                              close_memory, size_of_memory, map_memory, unmap_memory,
                              options.get()));
  if (!tiff) fail(photo, memory);
  return tiff;
}

Size read_size(const EncodedPhoto& photo, TIFF* tiff) {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
  std::uint32_t kind = 0;
  if (TIFFGetField(tiff, TIFFTAG_SUBFILETYPE, &kind) == 1 && (kind & FILETYPE_REDUCEDIMAGE) != 0) {
    fail_to_decode(photo, "it starts with a preview, like a camera's raw file");
  }
  return checked_size(photo, width, height);
}

int read_orientation(TIFF* tiff) {
  std::uint16_t orientation = ORIENTATION_TOPLEFT;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

// Rows to read at a time: whole rows of strips or tiles, so that none is decompressed twice.
std::uint32_t band_height(TIFF* tiff, std::uint32_t height) {
  std::uint32_t unit = height;
  TIFFGetField(tiff, TIFFIsTiled(tiff) != 0 ? TIFFTAG_TILELENGTH : TIFFTAG_ROWSPERSTRIP, &unit);
  unit = std::clamp<std::uint32_t>(unit, 1, height);
  return std::min<std::uint32_t>((kMinBand + unit - 1) / unit * unit, height);
}

class RgbaReader {
 public:
  RgbaReader(const EncodedPhoto& photo, TIFF* tiff) {
    char reason[1024] = "";
    if (TIFFRGBAImageBegin(&image_, tiff, /*stop on error=*/1, reason) == 0) {
      fail_to_decode(photo, reason);
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
  ~RgbaReader() { TIFFRGBAImageEnd(&image_); }

  // Rows y … y + rows as RGBA packed by libtiff. False when their data are broken.
  bool read(std::uint32_t y, std::uint32_t rows, std::vector<std::uint32_t>& packed) {
    image_.row_offset = static_cast<int>(y);
    return TIFFRGBAImageGet(&image_, packed.data(), image_.width, rows) != 0;
  }

  void unpack(const std::uint32_t* packed, std::span<std::uint8_t> rgb) const {
    const bool premultiplied = image_.alpha == EXTRASAMPLE_ASSOCALPHA;
    for (std::size_t x = 0; x < rgb.size() / 3; ++x) {
      const std::uint32_t pixel = packed[x];
      const unsigned alpha = TIFFGetA(pixel);
      const unsigned channels[] = {TIFFGetR(pixel), TIFFGetG(pixel), TIFFGetB(pixel)};
      for (std::size_t c = 0; c < 3; ++c) {
        rgb[3 * x + c] = premultiplied
                             ? static_cast<std::uint8_t>(std::min(255U, channels[c] + 255 - alpha))
                             : blend_on_white(channels[c], alpha);
      }
    }
  }

 private:
  TIFFRGBAImage image_{};
};

}  // namespace

StoredPhoto decode_tiff(const EncodedPhoto& photo) {
  Memory memory{photo.bytes, 0, {}};
  const Tiff tiff = open_tiff(photo, memory);
  const Size size = read_size(photo, tiff.get());
  RgbaReader reader(photo, tiff.get());

  RgbImage pixels(size);
  const auto width = static_cast<std::size_t>(size.width);
  const auto height = static_cast<std::uint32_t>(size.height);
  const std::uint32_t band = band_height(tiff.get(), height);
  std::vector<std::uint32_t> packed(width * band);
  for (std::uint32_t y = 0; y < height; y += band) {
    const std::uint32_t rows = std::min(band, height - y);
    if (!reader.read(y, rows, packed)) fail(photo, memory);
    for (std::uint32_t r = 0; r < rows; ++r) {
      reader.unpack(packed.data() + width * r, pixels.row(static_cast<int>(y + r)));
    }
  }
  return {std::move(pixels), read_orientation(tiff.get())};
}

}  // namespace vitviz::image
