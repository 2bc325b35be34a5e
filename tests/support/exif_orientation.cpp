// SPDX-License-Identifier: Apache-2.0
#include "support/exif_orientation.h"

namespace vitviz::test {

std::vector<std::byte> exif_block(bool little, unsigned type, unsigned count, unsigned value) {
  std::vector<std::byte> block;
  const auto append = [&](unsigned number, unsigned bytes) {
    for (unsigned i = 0; i < bytes; ++i) {
      const unsigned shift = 8 * (little ? i : bytes - 1 - i);
      block.push_back(static_cast<std::byte>(number >> shift & 0xFF));
    }
  };
  append(little ? 0x4949 : 0x4D4D, 2);  // "II" or "MM"
  append(42, 2);
  append(8, 4);       // where the directory starts
  append(1, 2);       // its entries
  append(0x0112, 2);  // orientation
  append(type, 2);
  append(count, 4);
  append(value, 2);
  append(0, 2);
  append(0, 4);  // no further directory
  return block;
}

std::array<int, 2> upright_place(int orientation, image::Size stored, int x, int y) {
  const int right = stored.width - 1 - x;
  const int bottom = stored.height - 1 - y;
  switch (orientation) {
    case 2:
      return {right, y};  // top, right
    case 3:
      return {right, bottom};  // bottom, right
    case 4:
      return {x, bottom};  // bottom, left
    case 5:
      return {y, x};  // left, top
    case 6:
      return {bottom, x};  // right, top
    case 7:
      return {bottom, right};  // right, bottom
    case 8:
      return {y, right};  // left, bottom
    default:
      return {x, y};  // top, left
  }
}

}  // namespace vitviz::test
