// SPDX-License-Identifier: Apache-2.0
// The second half of a block: z = MLP(x) + z with
//
//   MLP(x) = fc2(activation(fc1(x)))        or, with a gate:  fc2(activation(gate(x)) · fc1(x))
#pragma once

#include <stop_token>

#include "model/blueprint.h"
#include "model/weights.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// Some tokens on their way through the MLP.
struct MlpRows {
  tensor::ConstMatrixRef x;  // [rows, D]
  tensor::MatrixRef z;       // [rows, D]
  tensor::MatrixRef hidden;  // [rows, MLP width], for what lies between the layers
  tensor::MatrixRef gate;    // likewise; not used without a gate
  int prefix_rows = 0;       // so many of the first rows are prefix tokens
};

// On the calling thread. Throws Stopped between two products.
void add_mlp(const MlpWeights& weights, const Blueprint& blueprint, MlpRows rows,
             const std::stop_token& stop);

}  // namespace vitviz::model
