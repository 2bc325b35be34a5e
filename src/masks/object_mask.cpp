// SPDX-License-Identifier: Apache-2.0
#include "masks/object_mask.h"

#include <limits>

#include "masks/mass_mask.h"
#include "masks/method.h"

namespace vitviz::masks {

extern const Method kMass;

std::vector<std::uint8_t> mask_of_patches(std::span<const float> map, double keep) {
  return mass_mask(map, keep);
}

float threshold_of_pixels(std::span<const float> samples, double keep) {
  // Between the samples the map may come closer to zero than at any of them.
  if (keep == 1.0) return std::numeric_limits<float>::denorm_min();
  return mass_threshold(samples, keep);
}

namespace {

float mass_of_pixels(std::span<const float> scores, const MaskOptions& options) {
  return threshold_of_pixels(scores, options.keep);
}

std::vector<std::uint8_t> mass_of_patches(std::span<const float> scores,
                                          const MaskOptions& options) {
  return mask_of_patches(scores, options.keep);
}

std::vector<PatchScores> find(const MaskMaterial& material, const MaskOptions& /*options*/,
                              base::ThreadPool& /*threads*/) {
  return {PatchScores(material.map.begin(), material.map.end())};
}

}  // namespace

const Method kMass = {
    .name = "mass",
    .help = "the strongest patches that together hold a share of the map, as in DINO",
    .needs = {.map = true},
    .reads_keep = true,
    .find = find,
    .threshold = mass_of_pixels,
    .patches = mass_of_patches,
};

}  // namespace vitviz::masks
