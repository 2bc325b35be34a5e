// SPDX-License-Identifier: Apache-2.0
// DINO's mask: the smallest set of the strongest patches that holds a given share of the attention.
//
// Reference: facebookresearch/dino, visualize_attention.py sorts ascending, normalises by the sum
// and keeps where the cumulative sum exceeds 1 − keep. Seen from the strongest patch that is: keep
// a patch while those stronger than it hold less than `keep`.
//
// Weights below zero (a patch unlike the query, where a map is a similarity) count as zero.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vitviz::masks {

// Marks the fewest weights that together hold at least `keep` of the total.
//
// Requires: weights are finite; 0 < keep <= 1.
// Ensures:  the result has a 1 for each kept weight and a 0 for each other; of equal weights the
//           earlier is kept first, so the mask is the same on every platform. Where no weight
//           is above zero, nothing is marked. keep = 1 marks every weight above zero.
[[nodiscard]] std::vector<std::uint8_t> mass_mask(std::span<const float> weights, double keep);

// The weakest weight that mass_mask() keeps; infinity when it keeps none. Same requirements.
[[nodiscard]] float mass_threshold(std::span<const float> weights, double keep);

}  // namespace vitviz::masks
