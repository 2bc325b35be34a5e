// SPDX-License-Identifier: Apache-2.0
// What a BMP file says before its pixels: a file header of 14 bytes, then an information header
// that starts with its own length:
//
//   12        OS/2: u16 width, u16 height, u16 planes, u16 bits; palette of 3 bytes a colour
//   40 … 124  i32 width, i32 height (negative: top row first), u16 planes, u16 bits,
//             u32 compression, …, u32 colours; from byte 40 on the masks of red, green, blue,
//             alpha; palette of 4 bytes a colour
//
// All numbers are little-endian.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "image/encoded_photo.h"

namespace vitviz::image {

using BmpColor = std::array<std::uint8_t, 3>;  // red, green, blue

// Where one channel lies in a pixel of 16, 24 or 32 bits.
struct BmpChannel {
  unsigned shift = 0;
  std::uint32_t max = 0;  // 0: the channel is absent

  [[nodiscard]] unsigned of(std::uint32_t pixel) const {
    const std::uint32_t value = (pixel >> shift) & max;
    return max == 255 ? value : static_cast<unsigned>(std::uint64_t{value} * 255 / max);
  }
};

struct BmpHeader {
  Size size;
  bool top_down = false;
  std::uint32_t bits = 0;              // a pixel
  bool has_run_lengths = false;        // bmp_run_lengths.h; of 4 or 8 bits
  std::size_t start = 0;               // of the pixels, in the file
  std::vector<BmpColor> palette;       // 2^bits colours, for up to 8 bits
  std::array<BmpChannel, 4> channels;  // red, green, blue, alpha, for more
};

// Throws Error(kInput) when the header is broken or cut off, or the file of a kind that is not
// read.
[[nodiscard]] BmpHeader read_bmp_header(const EncodedPhoto& photo);

}  // namespace vitviz::image
