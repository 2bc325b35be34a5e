// SPDX-License-Identifier: Apache-2.0
// A layer's weights in panels, for processors without AVX-512. The inner loop is that of attention
// (panel_product.h).
#pragma once

#include "nn/panels.h"
#include "nn/precision.h"
#include "nn/weight_product.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

// Every row of x is summed up alone; groups of PanelProduct::kRows merely take the least time.
class PanelWeights final : public WeightProduct {
 public:
  // Requires: precision is Precision::kF32.
  PanelWeights(tensor::ConstMatrixRef weights, Precision precision);

  void multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias, tensor::MatrixRef y,
                Store store) const override;

 private:
  void add_products(tensor::ConstMatrixRef x, tensor::MatrixRef y) const;

  Eigen::Index in_;
  Eigen::Index out_;
  Panels panels_;
};

}  // namespace vitviz::nn
