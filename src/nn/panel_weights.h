// SPDX-License-Identifier: Apache-2.0
// A layer's weights in panels, for processors with AMX or without AVX-512 (matrix_product.h). The
// inner loop is that of attention (panel_product.h).
#pragma once

#include <array>
#include <cstddef>

#include "nn/panels.h"
#include "nn/precision.h"
#include "nn/weight_product.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

// Every row of x is summed up alone; groups of PanelProduct::rows merely take the least time.
class PanelWeights final : public WeightProduct {
 public:
  PanelWeights(tensor::ConstMatrixRef weights, Precision precision);

  void multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias, tensor::MatrixRef y,
                Store store) const override;

 private:
  // y = start + x · weightsᵀ, in whole groups of rows and with the panels' padding.
  struct RowsToSums {
    PanelRows x;
    PanelStart start;
    PanelSums y;
  };
  void multiply_rows(const std::array<RowsToSums, 2>& parts) const;
  void multiply_panel(const std::array<RowsToSums, 2>& parts, std::size_t column, std::size_t first,
                      std::size_t count) const;
  [[nodiscard]] std::size_t groups_of(std::size_t rows) const;

  const PanelProduct& product_;
  Eigen::Index in_;
  Eigen::Index out_;
  Panels panels_;
};

}  // namespace vitviz::nn
