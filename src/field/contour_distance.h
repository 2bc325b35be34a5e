// SPDX-License-Identifier: Apache-2.0
// How far a pixel is from the edge of a region.
//
// The edge is the line on which the map equals the threshold. Between four neighbouring pixels it
// is a straight piece from one side of their square to another, cut where the values on that side
// pass the threshold (marching squares), so it runs at fractions of a pixel and a line drawn along
// it has no steps. The distance is Euclidean, to the nearest piece: unlike the quotient of value
// and gradient it stays right at tips, at saddles and where the map is made of flat patches.
#pragma once

#include "field/region.h"
#include "tensor/shapes.h"

namespace vitviz::field {

// The distances, in pixels, of the pixel centres of rows [begin, end): [end - begin, width].
// Positive inside of the region, negative outside; ±`reach` for all that is farther from the edge.
// The photo's own border is no edge. Callable from several threads; how the rows are cut changes
// nothing.
//
// Requires: 0 <= begin < end <= height; reach > 0.
[[nodiscard]] tensor::Matrix contour_distance(const Region& region, int begin, int end,
                                              float reach);

}  // namespace vitviz::field
