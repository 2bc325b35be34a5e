// SPDX-License-Identifier: Apache-2.0
// The fully connected layer: y = x · Wᵀ + b for every token.
#pragma once

#include "nn/matrix_product.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

class Linear {
 public:
  Linear() = default;  // without weights: only to be assigned to

  // `weights` [out, in] and `bias` [out], as PyTorch stores them; both are copied.
  Linear(tensor::ConstMatrixRef weights, tensor::ConstVectorRef bias,
         Precision precision = Precision::kF32);

  // Stores x [rows, in] · Wᵀ + b in y [rows, out], on the calling thread.
  void apply(tensor::ConstMatrixRef x, tensor::MatrixRef y, Store store = Store::kReplace) const {
    weights_.multiply(x, bias_, y, store);
  }

 private:
  PackedWeights weights_;
  tensor::Vector bias_;
};

}  // namespace vitviz::nn
