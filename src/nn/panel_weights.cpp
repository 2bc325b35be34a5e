// SPDX-License-Identifier: Apache-2.0
#include "nn/panel_weights.h"

#include <algorithm>

#include "base/check.h"
#include "nn/panel_product.h"

namespace vitviz::nn {
namespace {

constexpr auto kRows = static_cast<Eigen::Index>(PanelProduct::kRows);

// So much of a panel stays in the first-level cache while all rows of x are multiplied by it.
constexpr std::size_t kDepth = 256;

std::size_t index(Eigen::Index number) { return static_cast<std::size_t>(number); }

}  // namespace

PanelWeights::PanelWeights(tensor::ConstMatrixRef weights, Precision precision)
    : in_(weights.cols()),
      out_(weights.rows()),
      panels_(panel_product(Precision::kF32), index(in_), index(out_)) {
  VITVIZ_CHECK(precision == Precision::kF32);
  for (Eigen::Index row = 0; row < out_; ++row) {
    panels_.set_column(index(row), weights.row(row).data(), index(in_));
  }
}

void PanelWeights::multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias,
                            tensor::MatrixRef y, Store store) const {
  VITVIZ_CHECK(x.rows() == y.rows());
  VITVIZ_CHECK(x.cols() == in_ && y.cols() == out_ && bias.cols() == out_);
  if (store == Store::kReplace) {
    y.rowwise() = bias;
  } else {
    y.rowwise() += bias;
  }
  // What fills no group of rows, or has no whole vectors, is added in a padded copy.
  const auto columns = static_cast<Eigen::Index>(panels_.columns());
  const Eigen::Index whole = out_ == columns ? x.rows() / kRows * kRows : 0;
  add_products(x.topRows(whole), y.topRows(whole));
  const Eigen::Index rest = x.rows() - whole;
  if (rest == 0) return;
  const Eigen::Index padded = (rest + kRows - 1) / kRows * kRows;
  tensor::Matrix last_x = tensor::Matrix::Zero(padded, in_);
  tensor::Matrix last_y = tensor::Matrix::Zero(padded, columns);
  last_x.topRows(rest) = x.bottomRows(rest);
  last_y.topLeftCorner(rest, out_) = y.bottomRows(rest);
  add_products(last_x, last_y);
  y.bottomRows(rest) = last_y.topLeftCorner(rest, out_);
}

// y += x · weightsᵀ, in groups of rows and with the panels' padding.
void PanelWeights::add_products(tensor::ConstMatrixRef x, tensor::MatrixRef y) const {
  const std::size_t depth = panels_.depth();
  const std::size_t step = panel_product(Precision::kF32).panel_columns;
  for (std::size_t first = 0; first < depth; first += kDepth) {
    const std::size_t count = std::min(kDepth, depth - first);
    for (std::size_t column = 0; column < panels_.columns(); column += step) {
      for (Eigen::Index row = 0; row < x.rows(); row += kRows) {
        panels_.add_panel(x.row(row).data() + first, index(x.outerStride()), first, count, column,
                          y.row(row).data(), index(y.outerStride()));
      }
    }
  }
}

}  // namespace vitviz::nn
