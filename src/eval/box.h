// SPDX-License-Identifier: Apache-2.0
// Upright rectangles around objects.
#pragma once

namespace vitviz::eval {

// In pixels of the photo, from its top left corner: a box covers left ≤ x < right, top ≤ y <
// bottom, so that one around the whole photo is {0, 0, width, height}.
struct Box {
  double left = 0.0;
  double top = 0.0;
  double right = 0.0;
  double bottom = 0.0;

  friend bool operator==(const Box&, const Box&) = default;
};

// What an annotator drew.
struct TrueBox {
  Box box;
  bool is_hard = false;  // marked as difficult or as truncated

  friend bool operator==(const TrueBox&, const TrueBox&) = default;
};

// Area of the intersection over that of the union; 0 where both areas are 0.
[[nodiscard]] double box_iou(const Box& a, const Box& b);

}  // namespace vitviz::eval
