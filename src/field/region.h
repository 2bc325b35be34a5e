// SPDX-License-Identifier: Apache-2.0
// Where the object is: the part of the photo in which a map reaches a threshold. Mask, outline and
// cutout are three pictures of one region.
#pragma once

#include <cstddef>
#include <span>

#include "base/thread_pool.h"
#include "field/upsample.h"
#include "image/geometry.h"
#include "masks/method.h"

namespace vitviz::field {

// The pixels whose value is at least `threshold`.
struct Region {
  UpsampledMap map;
  float threshold;
};

// The rule for masks (masks/object_mask.h) with the share `keep`, on a map [N] with a number per
// patch.
//
// With Upsample::kNearest the rule marks whole patches, exactly as DINO does.
//
// Otherwise it is applied to the smoothly resampled map, so that the region's edge runs between the
// patches: the rule finds the threshold on 8 × 8 samples of every patch, whatever the photo's size.
// Hence
//   - a larger `keep` only adds pixels, and keep = 1 takes every pixel whose value is above zero;
//   - equal values are taken together: a constant map is all region;
//   - a map of zeros has none;
//   - on the samples the region holds at least `keep` of the attention. At the photo's size it is
//     `keep` up to sampling: within 0.002 for 320 × 480 network pixels of patch 16, less exactly
//     when the photo has only a few pixels per patch.
//
// Numbers below zero hold nothing and are never inside.
//
// Requires: the numbers are finite; 0 < keep <= 1.
[[nodiscard]] Region find_region(std::span<const float> map, const image::Geometry& geometry,
                                 double keep, Upsample how);

// The same with the rule of any method, of whose scores the map is. With Upsample::kNearest the
// method's own patches are marked.
[[nodiscard]] Region find_region(std::span<const float> map, const image::Geometry& geometry,
                                 const masks::Method& method, const masks::MaskOptions& options,
                                 Upsample how);

// The same rules on a map at the photo's size that is not made of patches alone, such as one that
// follows the photo's edges. The threshold is that of its pixels; of a large photo, of every k-th
// in both directions, of which there are a million at least.
[[nodiscard]] Region find_region(UpsampledMap map, const masks::Method& method,
                                 const masks::MaskOptions& options, base::ThreadPool& threads);

// Memory that takes for a moment: on a grid of patches, and on a map at the photo's size.
[[nodiscard]] std::size_t bytes_to_find_region(tensor::PatchGrid grid);
[[nodiscard]] std::size_t bytes_to_find_region(image::Size photo);

}  // namespace vitviz::field
