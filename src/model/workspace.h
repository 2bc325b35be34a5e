// SPDX-License-Identifier: Apache-2.0
// The memory of one forward pass, allocated once for its grid.
#pragma once

#include <vector>

#include "model/blueprint.h"
#include "model/observers.h"
#include "model/weights.h"
#include "nn/attention.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// What one thread needs for its rows of tokens.
struct RowScratch {
  tensor::Matrix normed;  // [rows, D]
  tensor::Matrix key;     // [rows, D]
  tensor::Matrix value;   // [rows, D]
  tensor::Matrix hidden;  // [rows, MLP width]
  tensor::Matrix gate;    // [rows, MLP width]; empty without a gate
};

struct Workspace {
  Workspace(const Blueprint& blueprint, const Weights& weights, int tokens,
            const Observers& observers, int workers);

  tensor::Matrix z;                  // [T, D]: the tokens on their way through the blocks
  tensor::Matrix z_between;          // [T, D]: z′ of a block, where an observer wishes to see it
  tensor::Matrix q;                  // [T, D]
  tensor::Matrix k;                  // [T, D]; empty where no observer wishes to see them
  tensor::Matrix v;                  // likewise
  tensor::Matrix attention_output;   // [T, D]
  int keys;                          // T, and one more where a learned key is added
  tensor::Matrix attention_weights;  // [observed · H, keys], of as many queries as are seen at once
  nn::Attention attention;
  std::vector<RowScratch> rows;  // of each worker
};

}  // namespace vitviz::model
