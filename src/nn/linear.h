// SPDX-License-Identifier: Apache-2.0
// The fully connected layer: y = x · Wᵀ + b for every token.
#pragma once

#include "base/thread_pool.h"
#include "nn/matrix_product.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

class Linear {
 public:
  Linear() = default;  // without weights: only to be assigned to

  // `weights` [out, in] and `bias` [out], as PyTorch stores them; both are copied.
  Linear(tensor::ConstMatrixRef weights, tensor::ConstVectorRef bias);

  // y [rows, out] = epilogue(x [rows, in] · Wᵀ + b), shared out by rows.
  void apply(tensor::ConstMatrixRef x, tensor::MatrixRef y, base::ThreadPool& threads,
             const Epilogue& epilogue = {}) const;

 private:
  PackedWeights weights_;
  tensor::Vector bias_;
};

}  // namespace vitviz::nn
