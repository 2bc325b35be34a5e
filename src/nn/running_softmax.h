// SPDX-License-Identifier: Apache-2.0
// The softmax of a row that arrives in blocks (Milakov and Gimelshein, "Online normalizer
// calculation for softmax", 2018), with powers of 2: scores are expected times log2(e).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

namespace vitviz::nn {

struct RunningSoftmax {
  float top = -std::numeric_limits<float>::max();  // the largest score so far
  float sum = 0;                                   // of 2^(score − top)

  // Replaces each score by 2^(score − top): divided by the sum of all blocks, that is its softmax
  // weight. Returns the factor that adapts such results of earlier blocks to the new top.
  // Requires: `scores` [count] are finite or −∞, count is a multiple of 16, one is finite.
  float append(float* scores, std::size_t count);

  // The same, but writes the results to `weights` as bfloat16 numbers. Requires: computes_bf16().
  float append_rounded(const float* scores, std::size_t count, std::uint16_t* weights);
};

}  // namespace vitviz::nn
