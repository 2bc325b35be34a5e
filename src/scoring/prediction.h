// SPDX-License-Identifier: Apache-2.0
// What is predicted of a photo that the network has seen, pixel by pixel, as scores are computed
// from it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/thread_pool.h"
#include "eval/box.h"
#include "field/region.h"
#include "field/upsample.h"

namespace vitviz::scoring {

using PixelMask = std::vector<std::uint8_t>;  // 1 for each pixel that is inside, row by row

// Of any of the regions, which have the size `photo`.
[[nodiscard]] PixelMask mask_of(std::span<const field::Region> regions, image::Size photo,
                                base::ThreadPool& threads);

// A map from 0, its lowest pixel, to 1, its highest; 0 everywhere where all pixels are equal.
[[nodiscard]] std::vector<float> scaled_to_one(const field::UpsampledMap& map,
                                               base::ThreadPool& threads);

// The tightest box around the largest of the regions, of equal ones the first; nothing where none
// has a pixel.
[[nodiscard]] std::optional<eval::Box> box_of_largest(std::span<const field::Region> regions,
                                                      base::ThreadPool& threads);

}  // namespace vitviz::scoring
