// SPDX-License-Identifier: Apache-2.0
#include "masks/object_mask.h"

#include <limits>

#include "masks/mass_mask.h"

namespace vitviz::masks {

std::vector<std::uint8_t> mask_of_patches(std::span<const float> map, double keep) {
  return mass_mask(map, keep);
}

float threshold_of_pixels(std::span<const float> samples, double keep) {
  // Between the samples the map may come closer to zero than at any of them.
  if (keep == 1.0) return std::numeric_limits<float>::denorm_min();
  return mass_threshold(samples, keep);
}

}  // namespace vitviz::masks
