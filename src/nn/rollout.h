// SPDX-License-Identifier: Apache-2.0
// Attention rollout (Abnar and Zuidema, "Quantifying Attention Flow in Transformers", 2020): with A
// the attention of a block, a row per query, fused over heads, and the residual connection as I,
//
//   Ã = A + I, each row divided by its sum          rollout = Ã_L · … · Ã_1
//
// A row of that product is a row vector carried from the last block to the first. A block then
// takes time T² instead of T³; and as A is computed again where it is needed, six rows at a time,
// memory grows with T.
#pragma once

#include <stop_token>

#include "base/thread_pool.h"
#include "nn/attention.h"
#include "tensor/head_fusion.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

// The heads [first, first + count), and how they become one.
struct HeadGroup {
  int first = 0;
  int count = 1;
  tensor::HeadFusion fusion = tensor::HeadFusion::kMean;
};

// rows ← rows · Ã, for `rows` [any, T]. `q` [T, D] are the queries of the block whose keys
// `attention` has; weights of learned keys beyond the T tokens are left out of Ã. Throws Stopped
// soon after a stop is requested.
void carry_back(Attention& attention, tensor::ConstMatrixRef q, const ScoreBias& bias,
                const HeadGroup& heads, tensor::MatrixRef rows, base::ThreadPool& threads,
                const std::stop_token& stop = {});

}  // namespace vitviz::nn
