// SPDX-License-Identifier: Apache-2.0
// A layer's weights in panels, for processors where oneDNN has no fast products: those other than
// x86-64. The inner loop is that of attention (panel_product.h).
#pragma once

#include "nn/matrix_product.h"
#include "nn/panels.h"
#include "nn/precision.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

class PanelWeights {
 public:
  // Every row of x is summed up alone; groups of six merely take the least time.
  [[nodiscard]] static int rows_together() { return static_cast<int>(PanelProduct::kRows); }
  [[nodiscard]] static bool multiplies_bf16() { return false; }
  [[nodiscard]] static bool multiplies_in_tiles() { return false; }

  // Requires: precision is Precision::kF32.
  PanelWeights(tensor::ConstMatrixRef weights, Precision precision);

  // As PackedWeights::multiply.
  void multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias, tensor::MatrixRef y,
                Store store) const;

 private:
  void multiply_groups(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias, tensor::MatrixRef y,
                       Store store) const;

  Eigen::Index in_;
  Eigen::Index out_;
  Panels panels_;
};

}  // namespace vitviz::nn
