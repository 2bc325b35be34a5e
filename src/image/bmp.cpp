// SPDX-License-Identifier: Apache-2.0
// BMP: a file header of 14 bytes, then an information header that starts with its own length:
//
//   12        OS/2: u16 width, u16 height, u16 planes, u16 bits; palette of 3 bytes a colour
//   40 … 124  i32 width, i32 height (negative: top row first), u16 planes, u16 bits,
//             u32 compression, …, u32 colours; from byte 40 on the masks of red, green, blue,
//             alpha; palette of 4 bytes a colour
//
// and rows from bottom to top, each padded to 4 bytes. All numbers are little-endian. Debian has no
// library for this format alone that refuses what is cut off: stb_image reads zeros there.
#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include <fmt/format.h>

#include "image/blend_on_white.h"
#include "image/encoded_photo.h"

namespace vitviz::image {
namespace {

enum Compression : std::uint32_t { kNone = 0, kMasks = 3, kMasksWithAlpha = 6 };

constexpr std::size_t kFileHeader = 14;
constexpr std::size_t kMaskStart = kFileHeader + 40;

using Rgb = std::array<std::uint8_t, 3>;

// Where one channel lies in a pixel of 16, 24 or 32 bits.
struct Channel {
  unsigned shift = 0;
  std::uint32_t max = 0;  // 0: the channel is absent

  [[nodiscard]] unsigned of(std::uint32_t pixel) const {
    const std::uint32_t value = (pixel >> shift) & max;
    return max == 255 ? value : static_cast<unsigned>(std::uint64_t{value} * 255 / max);
  }
};

class BmpDecoder {
 public:
  explicit BmpDecoder(const EncodedPhoto& photo) : photo_(photo) {
    const std::uint32_t header = number(kFileHeader, 4);
    if (header == 12) {
      read_os2_header();
    } else if (header >= 40 && header <= 124) {
      read_header(header);
    } else {
      fail_to_decode(photo_, "its header is of no known kind");
    }
  }

  RgbImage read_pixels() {
    const std::size_t stride = (static_cast<std::size_t>(size_.width) * bits_ + 31) / 32 * 4;
    const std::size_t start = number(10, 4);
    const std::size_t length = stride * static_cast<std::size_t>(size_.height);
    if (start > photo_.bytes.size() || length > photo_.bytes.size() - start) {
      fail_to_decode(photo_, "the file ends too early");
    }
    RgbImage pixels(size_);
    for (int y = 0; y < size_.height; ++y) {
      const int stored = top_down_ ? y : size_.height - 1 - y;
      const auto row =
          photo_.bytes.subspan(start + stride * static_cast<std::size_t>(stored), stride);
      bits_ <= 8 ? read_indexed_row(row, pixels.row(y)) : read_direct_row(row, pixels.row(y));
    }
    return pixels;
  }

 private:
  // The little-endian number of `count` bytes at a place of the file.
  [[nodiscard]] std::uint32_t number(std::size_t at, std::size_t count) const {
    if (at + count > photo_.bytes.size()) fail_to_decode(photo_, "the file ends too early");
    return number_in(photo_.bytes.subspan(at, count));
  }
  static std::uint32_t number_in(std::span<const std::byte> bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) {
      value = value << 8 | std::to_integer<std::uint32_t>(bytes[i]);
    }
    return value;
  }

  void read_os2_header() {
    size_ = checked_size(photo_, number(18, 2), number(20, 2));
    bits_ = number(24, 2);
    read_colors(kFileHeader + 12, /*entry=*/3, /*used=*/0, kNone);
  }

  void read_header(std::uint32_t header) {
    const std::int64_t height = static_cast<std::int32_t>(number(22, 4));
    size_ = checked_size(photo_, static_cast<std::int32_t>(number(18, 4)), std::abs(height));
    top_down_ = height < 0;
    bits_ = number(28, 2);
    const std::uint32_t compression = number(30, 4);
    const bool masks = compression == kMasks || compression == kMasksWithAlpha;
    if (compression != kNone && !masks) fail_to_decode(photo_, "it is compressed");
    if (masks) read_masks(/*alpha=*/header >= 56 || compression == kMasksWithAlpha);
    read_colors(kFileHeader + header, /*entry=*/4, /*used=*/number(46, 4), compression);
  }

  void read_masks(bool alpha) {
    for (std::size_t c = 0; c < (alpha ? 4 : 3); ++c) {
      const std::uint32_t mask = number(kMaskStart + 4 * c, 4);
      if (mask != 0) set_channel(c, mask);
    }
    if (bits_ != 16 && bits_ != 32) fail_to_decode(photo_, "it has masks, but a palette");
  }

  void set_channel(std::size_t channel, std::uint32_t mask) {
    const auto shift = static_cast<unsigned>(std::countr_zero(mask));
    const std::uint32_t max = mask >> shift;
    if ((max & (max + 1)) != 0) fail_to_decode(photo_, "its colour masks have gaps");
    channels_[channel] = {shift, max};
  }

  void set_channels(std::uint32_t red, std::uint32_t green, std::uint32_t blue) {
    set_channel(0, red);
    set_channel(1, green);
    set_channel(2, blue);
  }

  // What a pixel's bits mean: a place in the palette, or its channels if no masks said so.
  void read_colors(std::size_t at, std::size_t entry, std::uint32_t used,
                   std::uint32_t compression) {
    if (bits_ == 1 || bits_ == 4 || bits_ == 8) return read_palette(at, entry, used);
    if (bits_ != 16 && bits_ != 24 && bits_ != 32) {
      fail_to_decode(photo_, fmt::format("it has {} bits a pixel", bits_));
    }
    if (compression != kNone) return;
    if (bits_ == 16) return set_channels(0x7C00, 0x03E0, 0x001F);
    set_channels(0xFF0000, 0x00FF00, 0x0000FF);
  }

  void read_palette(std::size_t at, std::size_t entry, std::uint32_t used) {
    const std::uint32_t possible = 1U << bits_;
    palette_.resize(used == 0 ? possible : std::min(used, possible));
    for (std::size_t i = 0; i < palette_.size(); ++i) {
      const std::uint32_t color = number(at + entry * i, 3);
      for (unsigned c = 0; c < 3; ++c) {
        palette_[i][c] = static_cast<std::uint8_t>(color >> (16 - 8 * c));
      }
    }
    palette_.resize(possible);  // black, should a pixel point behind the last colour
  }

  void read_indexed_row(std::span<const std::byte> row, std::span<std::uint8_t> rgb) const {
    for (std::size_t x = 0; x < rgb.size() / 3; ++x) {
      const std::size_t bit = x * bits_;
      const auto byte = std::to_integer<unsigned>(row[bit / 8]);
      const unsigned index = (byte >> (8 - bits_ - bit % 8)) & ((1U << bits_) - 1);
      std::copy_n(palette_[index].begin(), 3, rgb.subspan(3 * x).begin());
    }
  }

  void read_direct_row(std::span<const std::byte> row, std::span<std::uint8_t> rgb) const {
    const std::size_t step = bits_ / 8;
    for (std::size_t x = 0; x < rgb.size() / 3; ++x) {
      const std::uint32_t pixel = number_in(row.subspan(x * step, step));
      const unsigned alpha = channels_[3].max == 0 ? 255 : channels_[3].of(pixel);
      for (std::size_t c = 0; c < 3; ++c) {
        const unsigned value = channels_[c].max == 0 ? 0 : channels_[c].of(pixel);
        rgb[3 * x + c] = blend_on_white(value, alpha);
      }
    }
  }

  const EncodedPhoto& photo_;
  Size size_;
  bool top_down_ = false;
  std::uint32_t bits_ = 0;  // a pixel
  std::vector<Rgb> palette_;
  std::array<Channel, 4> channels_;  // red, green, blue, alpha
};

}  // namespace

StoredPhoto decode_bmp(const EncodedPhoto& photo) { return {BmpDecoder(photo).read_pixels()}; }

}  // namespace vitviz::image
