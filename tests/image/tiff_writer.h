// SPDX-License-Identifier: Apache-2.0
// TIFF files of known numbers, written by libtiff: of every type, in every layout.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>

#include <doctest/doctest.h>
#include <tiffio.h>

#include "image/raster.h"

namespace vitviz::test {

inline constexpr int kWidth = 37;
inline constexpr int kHeight = 21;

struct Layout {
  const char* name = "";
  int planar = PLANARCONFIG_CONTIG;
  int tile = 0;  // its side, where there are tiles
  int rows_per_strip = 4;
  int compression = COMPRESSION_NONE;
};

// 0 to 99, different for every place.
[[nodiscard]] inline int value_at(int y, int x, int c) { return (41 * y + 17 * x + 7 * c) % 100; }

class TiffWriter {
 public:
  TiffWriter(const std::filesystem::path& path, int channels, int bits, int format,
             const char* mode)
      : tiff_(TIFFOpen(path.c_str(), mode)),
        channels_(channels),
        bytes_(bits / 8),
        format_(format) {
    REQUIRE(tiff_ != nullptr);
    set(TIFFTAG_IMAGEWIDTH, kWidth);
    set(TIFFTAG_IMAGELENGTH, kHeight);
    set(TIFFTAG_SAMPLESPERPIXEL, channels);
    set(TIFFTAG_BITSPERSAMPLE, bits);
    set(TIFFTAG_SAMPLEFORMAT, format);
    set(TIFFTAG_PHOTOMETRIC, channels == 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK);
  }

  void set(ttag_t tag, int value) { TIFFSetField(tiff_.get(), tag, value); }
  [[nodiscard]] TIFF* tiff() const { return tiff_.get(); }

  void write(const Layout& layout) {
    set(TIFFTAG_PLANARCONFIG, layout.planar);
    set(TIFFTAG_COMPRESSION, layout.compression);
    const bool planar = layout.planar == PLANARCONFIG_SEPARATE;
    const int planes = planar ? channels_ : 1;
    const int width = layout.tile > 0 ? layout.tile : kWidth;
    const int height = layout.tile > 0 ? layout.tile : layout.rows_per_strip;
    if (layout.tile > 0) {
      set(TIFFTAG_TILEWIDTH, width);
      set(TIFFTAG_TILELENGTH, height);
    } else {
      set(TIFFTAG_ROWSPERSTRIP, height);
    }
    for (int plane = 0; plane < planes; ++plane) {
      for (int y = 0; y < kHeight; y += height) {
        for (int x = 0; x < kWidth; x += width) write_unit(layout, x, y, {width, height}, plane);
      }
    }
  }

 private:
  void write_unit(const Layout& layout, int x0, int y0, image::Size size, int plane) {
    const bool planar = layout.planar == PLANARCONFIG_SEPARATE;
    const int rows = layout.tile > 0 ? size.height : std::min(size.height, kHeight - y0);
    std::string data;
    for (int y = y0; y < y0 + rows; ++y) {
      for (int x = x0; x < x0 + size.width; ++x) {
        for (int c = 0; c < (planar ? 1 : channels_); ++c) {
          data += number(value_at(y, x, planar ? plane : c));
        }
      }
    }
    const auto px = static_cast<std::uint32_t>(x0);
    const auto py = static_cast<std::uint32_t>(y0);
    const auto sample = static_cast<std::uint16_t>(plane);
    const auto bytes = static_cast<tmsize_t>(data.size());
    if (layout.tile > 0) {
      REQUIRE(TIFFWriteEncodedTile(tiff(), TIFFComputeTile(tiff(), px, py, 0, sample), data.data(),
                                   bytes) == bytes);
    } else {
      REQUIRE(TIFFWriteEncodedStrip(tiff(), TIFFComputeStrip(tiff(), py, sample), data.data(),
                                    bytes) == bytes);
    }
  }

  [[nodiscard]] std::string number(int value) const {
    const auto whole = static_cast<std::uint64_t>(value);
    const auto single = static_cast<float>(value);
    const auto twofold = static_cast<double>(value);
    std::string raw(static_cast<std::size_t>(bytes_), '\0');
    const void* from = format_ != SAMPLEFORMAT_IEEEFP ? static_cast<const void*>(&whole)
                       : bytes_ == 4                  ? static_cast<const void*>(&single)
                                                      : static_cast<const void*>(&twofold);
    std::memcpy(raw.data(), from, raw.size());
    return raw;
  }

  struct Close {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
  };

  std::unique_ptr<TIFF, Close> tiff_;
  int channels_;
  int bytes_;
  int format_;
};

}  // namespace vitviz::test
