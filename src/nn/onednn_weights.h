// SPDX-License-Identifier: Apache-2.0
// A layer's weights in oneDNN's layout, for x86-64: it picks the instructions of this processor at
// run time. It appears nowhere but in onednn_weights.cpp.
#pragma once

#include <memory>

#include "nn/matrix_product.h"
#include "nn/precision.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

class OnednnWeights {
 public:
  // Rows of x that products are made of (see rows_together() of matrix_product.h), and what oneDNN
  // may use of the processor.
  [[nodiscard]] static int rows_together();
  [[nodiscard]] static bool multiplies_bf16();
  [[nodiscard]] static bool multiplies_in_tiles();

  OnednnWeights(tensor::ConstMatrixRef weights, Precision precision);
  OnednnWeights(const OnednnWeights&) = delete;
  OnednnWeights& operator=(const OnednnWeights&) = delete;
  ~OnednnWeights();

  // As PackedWeights::multiply.
  void multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias, tensor::MatrixRef y,
                Store store) const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace vitviz::nn
