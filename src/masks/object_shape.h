// SPDX-License-Identifier: Apache-2.0
// Where a mask of pixels is: boxes and contours.
//
// Everywhere the object is where the levels reach kObjectLevel (edge_upsample.h).
#pragma once

#include <cstdint>
#include <vector>

#include "image/crop.h"
#include "image/raster.h"

namespace vitviz::masks {

// Pixels that hang together, with all eight around them.
struct ObjectPart {
  image::Rectangle box;   // the smallest that holds them all
  std::int64_t area = 0;  // in pixels
};

// The largest first; of equal ones the first in the order of rows. None where there is no object.
[[nodiscard]] std::vector<ObjectPart> parts_of_object(const image::GrayImage& levels);

// The number of the part that each pixel belongs to, 1 being the largest: `most` are numbered, 0 is
// no object, and kOtherPart any other part. Requires: 1 <= most < kOtherPart.
inline constexpr int kOtherPart = 255;
[[nodiscard]] image::GrayImage number_parts(const image::GrayImage& levels, int most);

// The box and the area of all parts together; area 0 and an empty box where there is no object.
[[nodiscard]] ObjectPart whole_object(const image::GrayImage& levels);

// The pixels along the border of a part, or of a hole in one, from one to the next of eight
// neighbours; those on straight lines are left out. They belong to the object.
struct Contour {
  std::vector<image::Pixel> pixels;
  bool is_hole = false;
};

[[nodiscard]] std::vector<Contour> contours_of_object(const image::GrayImage& levels);

// The intersection of two objects over their union, pixel by pixel: what masks of one photo are
// told apart by. 0 where both are empty. Requires: equal sizes.
[[nodiscard]] double iou(const image::GrayImage& a, const image::GrayImage& b);

}  // namespace vitviz::masks
