// SPDX-License-Identifier: Apache-2.0
// A mask of pixels without holes and specks.
//
// Pixels of the object hang together with all eight around them, those of the background with four,
// so that an object and what it encloses never cross. A hole is a part of the background that does
// not touch the border.
#pragma once

#include "image/raster.h"

namespace vitviz::masks {

struct CleanOptions {
  double largest_hole = 0.05;   // that is filled, as a share of the object; 1 fills all
  double largest_speck = 0.05;  // that is dropped, as a share of the largest part; 0 drops none
  bool only_largest = false;    // drops all parts but the largest
};

// `levels` with the object where they reach kObjectLevel (edge_upsample.h): sets dropped parts to 0
// and filled holes to 255; other levels stay. Parts are dropped first, and what then is left is the
// object. Holes and specks of exactly the size are kept. Of parts of equal size the first, in the
// order of rows, is the largest. Requires: shares from 0 to 1.
void clean(image::GrayImage& levels, const CleanOptions& options);

}  // namespace vitviz::masks
