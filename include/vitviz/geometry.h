// SPDX-License-Identifier: Apache-2.0
// Places and sizes, in pixels and in patches.
#pragma once

#include <variant>

namespace vitviz {

// A pixel of a photo, counted from its top left corner.
struct Pixel {
  int x = 0;
  int y = 0;

  friend bool operator==(const Pixel&, const Pixel&) = default;
};

struct Box {
  int x = 0;  // of its left column
  int y = 0;  // of its top row
  int width = 0;
  int height = 0;

  friend bool operator==(const Box&, const Box&) = default;
};

// The patches that a photo is cut into, row by row from its top left corner.
struct Grid {
  int rows = 0;
  int cols = 0;

  friend bool operator==(const Grid&, const Grid&) = default;
};

// The size of what the network sees.
struct ShortSide {
  int pixels = 0;  // the shorter side; the aspect is kept, both sides are rounded to whole patches
};
struct ExactSize {
  int width = 0;
  int height = 0;  // both of whole patches
};
struct NativeSize {};  // the photo's own, which must be of whole patches
using InputSize = std::variant<ShortSide, ExactSize, NativeSize>;

}  // namespace vitviz
