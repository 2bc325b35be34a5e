// SPDX-License-Identifier: Apache-2.0
// BMP: rows from bottom to top, each padded to 4 bytes, or run lengths. Debian has no library for
// this format alone that refuses what is cut off: stb_image reads zeros there.
#include <algorithm>
#include <vector>

#include "image/blend_on_white.h"
#include "image/bmp_header.h"
#include "image/bmp_run_lengths.h"
#include "image/encoded_photo.h"

namespace vitviz::image {
namespace {

class BmpDecoder : public PhotoDecoder {
 public:
  explicit BmpDecoder(const EncodedPhoto& photo) : photo_(photo), bmp_(read_bmp_header(photo)) {
    set_header(bmp_.size, /*exif_orientation=*/1,
               bmp_.has_run_lengths ? pixel_count(bmp_.size) : 0);
  }

  void decode(RowSink& rows) override {
    if (bmp_.has_run_lengths) {
      decode_run_lengths(rows);
    } else {
      decode_plain(rows);
    }
  }

 private:
  // Where the row of the photo is among those of the file.
  [[nodiscard]] int stored(int y) const { return bmp_.top_down ? y : bmp_.size.height - 1 - y; }

  void decode_run_lengths(RowSink& rows) const {
    const GrayImage indices = read_run_lengths(photo_, bmp_, rows.stop());
    for (int y = 0; y < bmp_.size.height; ++y) {
      std::uint8_t* rgb = rows.next_row().data();
      for (const std::uint8_t index : indices.row(stored(y))) {
        rgb = std::copy_n(bmp_.palette[index].begin(), 3, rgb);
      }
    }
  }

  void decode_plain(RowSink& rows) const {
    const std::size_t stride =
        (static_cast<std::size_t>(bmp_.size.width) * bmp_.bits + 31) / 32 * 4;
    const std::size_t length = stride * static_cast<std::size_t>(bmp_.size.height);
    const std::size_t size = photo_.source.size();
    if (bmp_.start > size || length > size - bmp_.start) fail_because_short();
    std::vector<std::byte> row(stride);
    for (int y = 0; y < bmp_.size.height; ++y) {
      const std::size_t at = bmp_.start + stride * static_cast<std::size_t>(stored(y));
      if (photo_.source.read(at, row) < stride) fail_because_short();
      bmp_.bits <= 8 ? read_indexed_row(row, rows.next_row())
                     : read_direct_row(row, rows.next_row());
    }
  }

  [[noreturn]] void fail_because_short() const {
    fail_to_decode(photo_, "the file ends too early");
  }

  void read_indexed_row(std::span<const std::byte> row, std::span<std::uint8_t> rgb) const {
    for (std::size_t x = 0; x < rgb.size() / 3; ++x) {
      const std::size_t bit = x * bmp_.bits;
      const auto byte = std::to_integer<unsigned>(row[bit / 8]);
      const unsigned index = (byte >> (8 - bmp_.bits - bit % 8)) & ((1U << bmp_.bits) - 1);
      std::copy_n(bmp_.palette[index].begin(), 3, rgb.subspan(3 * x).begin());
    }
  }

  void read_direct_row(std::span<const std::byte> row, std::span<std::uint8_t> rgb) const {
    const std::size_t step = bmp_.bits / 8;
    const auto& channels = bmp_.channels;
    for (std::size_t x = 0; x < rgb.size() / 3; ++x) {
      const std::uint32_t pixel = little_endian(row.subspan(x * step, step));
      const unsigned alpha = channels[3].max == 0 ? 255 : channels[3].of(pixel);
      for (std::size_t c = 0; c < 3; ++c) {
        const unsigned value = channels[c].max == 0 ? 0 : channels[c].of(pixel);
        rgb[3 * x + c] = blend_on_white(value, alpha);
      }
    }
  }

  const EncodedPhoto& photo_;
  BmpHeader bmp_;
};

}  // namespace

std::unique_ptr<PhotoDecoder> open_bmp(const EncodedPhoto& photo) {
  return std::make_unique<BmpDecoder>(photo);
}

}  // namespace vitviz::image
