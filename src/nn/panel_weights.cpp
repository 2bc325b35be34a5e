// SPDX-License-Identifier: Apache-2.0
#include "nn/panel_weights.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "nn/panel_product.h"

namespace vitviz::nn {
namespace {

constexpr auto kRows = static_cast<Eigen::Index>(PanelProduct::kRows);

std::size_t index(Eigen::Index number) { return static_cast<std::size_t>(number); }

// Six rows of sums, as far apart as the widest panel asks for.
constexpr std::size_t kMostColumns = 4 * PanelProduct::kMostLanes;
using Sums = std::array<float, PanelProduct::kRows * kMostColumns>;

void add_bias(const Sums& sums, tensor::ConstVectorRef bias, tensor::MatrixRef y, Store store) {
  const Eigen::Map<const tensor::Matrix, 0, Eigen::OuterStride<>> products(
      sums.data(), kRows, y.cols(), Eigen::OuterStride<>(kMostColumns));
  if (store == Store::kAdd) {
    y += products.rowwise() + bias;
  } else {
    y = products.rowwise() + bias;
  }
}

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
  const Eigen::Index whole = x.rows() / kRows * kRows;
  multiply_groups(x.topRows(whole), bias, y.topRows(whole), store);
  const Eigen::Index rest = x.rows() - whole;
  if (rest == 0) return;
  tensor::Matrix last_x = tensor::Matrix::Zero(kRows, in_);
  tensor::Matrix last_y = tensor::Matrix::Zero(kRows, out_);
  last_x.topRows(rest) = x.bottomRows(rest);
  last_y.topRows(rest) = y.bottomRows(rest);
  multiply_groups(last_x, bias, last_y, store);
  y.bottomRows(rest) = last_y.topRows(rest);
}

// Of six rows each. A panel of weights stays in the cache while all rows are multiplied by it.
void PanelWeights::multiply_groups(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias,
                                   tensor::MatrixRef y, Store store) const {
  const std::size_t step = panel_product(Precision::kF32).panel_columns;
  VITVIZ_CHECK(step <= kMostColumns);
  Sums sums;
  for (std::size_t column = 0; column < index(out_); column += step) {
    const std::size_t end = std::min(column + step, panels_.columns());
    const auto first = static_cast<Eigen::Index>(column);
    const Eigen::Index count = std::min(static_cast<Eigen::Index>(step), out_ - first);
    for (Eigen::Index row = 0; row < x.rows(); row += kRows) {
      panels_.multiply_columns(x.row(row).data(), index(x.outerStride()), column, end, sums.data(),
                               kMostColumns);
      add_bias(sums, bias.segment(first, count), y.block(row, first, kRows, count), store);
    }
  }
}

}  // namespace vitviz::nn
