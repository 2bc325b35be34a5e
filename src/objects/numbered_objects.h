// SPDX-License-Identifier: Apache-2.0
// Several objects of one photo, each pixel in one of them at most.
#pragma once

#include <utility>

#include "image/raster.h"

namespace vitviz::objects {

class NumberedObjects {
 public:
  // The parts of one object (masks/object_shape.h), the largest first: `most` of them.
  // Requires: 1 <= most <= kMostObjects.
  [[nodiscard]] static NumberedObjects parts_of(image::GrayImage levels, int most);

  // No object yet, on a photo of this size.
  explicit NumberedObjects(image::Size size);

  // Adds what an object has of its own. One that shares more than half of the union with an earlier
  // object is the same once more, and left out as an empty one is.
  void add(const image::GrayImage& levels);

  [[nodiscard]] int count() const { return count_; }

  // The levels of an object by itself, counted from 1. Requires: there is one of that number.
  [[nodiscard]] image::GrayImage levels_of(int object) const;

 private:
  NumberedObjects(image::GrayImage levels, image::GrayImage numbers, int count)
      : levels_(std::move(levels)), numbers_(std::move(numbers)), count_(count) {}

  [[nodiscard]] bool is_new(const image::GrayImage& levels) const;

  // The object is where the levels reach masks::kObjectLevel, and it is the one whose number, from
  // 1, the pixel has; 0 is none, and masks::kOtherPart one of those left out.
  image::GrayImage levels_;
  image::GrayImage numbers_;
  int count_ = 0;
};

}  // namespace vitviz::objects
