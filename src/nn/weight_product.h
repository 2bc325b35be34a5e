// SPDX-License-Identifier: Apache-2.0
// A layer's weights as one kind of processor multiplies by them (matrix_product.h chooses).
#pragma once

#include "tensor/shapes.h"

namespace vitviz::nn {

enum class Store {
  kReplace,  // y = …
  kAdd,      // y += …: the residual connection
};

class WeightProduct {
 public:
  WeightProduct() = default;
  WeightProduct(const WeightProduct&) = delete;
  WeightProduct& operator=(const WeightProduct&) = delete;
  virtual ~WeightProduct() = default;

  // Stores x [rows, in] · weightsᵀ + bias [out] in y [rows, out]. Callable from several threads.
  virtual void multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias, tensor::MatrixRef y,
                        Store store) const = 0;
};

}  // namespace vitviz::nn
