// SPDX-License-Identifier: Apache-2.0
#include "masks/method.h"

#include <algorithm>

namespace vitviz::masks {
namespace {

constexpr float kBetween = 0.5F;  // a patch that is marked, 1, and one that is not, 0

}  // namespace

std::vector<std::uint8_t> reaching(std::span<const float> scores, float threshold) {
  std::vector<std::uint8_t> mask(scores.size());
  std::transform(scores.begin(), scores.end(), mask.begin(),
                 [&](float score) -> std::uint8_t { return score >= threshold ? 1 : 0; });
  return mask;
}

PatchScores scores_of(std::span<const std::uint8_t> mask) { return {mask.begin(), mask.end()}; }

float threshold_between(std::span<const float> /*scores*/, const MaskOptions& /*options*/) {
  return kBetween;
}

std::vector<std::uint8_t> marked_patches(std::span<const float> scores,
                                         const MaskOptions& /*options*/) {
  return reaching(scores, kBetween);
}

}  // namespace vitviz::masks
