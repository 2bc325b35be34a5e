// SPDX-License-Identifier: Apache-2.0
#include "nn/panel_weights.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "nn/panel_rows.h"
#include "nn/weight_memory.h"

namespace vitviz::nn {
namespace {

// So much of a panel stays in the first-level cache while all rows of x are multiplied by it.
// Processors with the longest vectors have 48 KiB, others often 32.
std::size_t near_bytes(const PanelProduct& product) {
  return product.lanes == PanelProduct::kMostLanes ? 32768 : 16384;
}

constexpr Eigen::Index kRowsAtOnce = 64;  // of weights, on their way to panels

std::size_t index(Eigen::Index number) { return static_cast<std::size_t>(number); }

}  // namespace

PanelWeights::PanelWeights(tensor::ConstMatrixRef weights, Precision precision)
    : product_(panel_product(precision)),
      in_(weights.cols()),
      out_(weights.rows()),
      panels_(product_, index(in_), index(out_), weight_memory) {
  for (Eigen::Index first = 0; first < out_; first += kRowsAtOnce) {
    const Eigen::Index count = std::min(kRowsAtOnce, out_ - first);
    panels_.set_columns(index(first), index(count),
                        panel_rows(product_, weights.middleRows(first, count)));
  }
}

void PanelWeights::multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias,
                            tensor::MatrixRef y, Store store) const {
  VITVIZ_CHECK(x.rows() == y.rows());
  VITVIZ_CHECK(x.cols() == in_ && y.cols() == out_ && bias.cols() == out_);
  if (x.rows() == 0) return;
  if (store == Store::kAdd) y.rowwise() += bias;
  const PanelRows rows = panel_rows(product_, x);
  const bool fits = index(out_) == panels_.columns();
  const std::size_t whole = fits ? index(x.rows()) / product_.rows * product_.rows : 0;
  const Eigen::Index rest = x.rows() - static_cast<Eigen::Index>(whole);

  const PanelSums sums{y.data(), index(y.outerStride())};
  const PanelStart start =
      store == Store::kAdd ? PanelStart{sums.values, sums.stride} : PanelStart{bias.data(), 0};
  // What fills no group of rows, or has no whole vectors, goes to a padded copy.
  tensor::Matrix padded = tensor::Matrix::Zero(static_cast<Eigen::Index>(rows.count - whole),
                                               static_cast<Eigen::Index>(panels_.columns()));
  auto last = padded.topLeftCorner(rest, out_);
  if (store == Store::kAdd) {
    last = y.bottomRows(rest);
  } else {
    last.rowwise() = bias;
  }
  const PanelSums last_sums{padded.data(), panels_.columns()};
  const std::byte* const last_x =
      static_cast<const std::byte*>(rows.elements) + whole * rows.stride * product_.element_bytes;
  multiply_rows({RowsToSums{{rows.elements, rows.stride, whole}, start, sums},
                 RowsToSums{{last_x, rows.stride, rows.count - whole},
                            {last_sums.values, last_sums.stride},
                            last_sums}});
  y.bottomRows(rest) = last;
}

void PanelWeights::multiply_rows(const std::array<RowsToSums, 2>& parts) const {
  const PanelProducts products(product_);
  const std::size_t depth = panels_.depth();
  const std::size_t step = near_bytes(product_) / (product_.panel_columns * product_.element_bytes);
  for (std::size_t column = 0; column < panels_.columns(); column += product_.panel_columns) {
    for (std::size_t first = 0; first < depth; first += step) {
      multiply_panel(parts, column, first, std::min(step, depth - first));
    }
  }
}

// The products with a panel's rows [first, first + count). Beside each group of rows of x, a share
// of what follows in memory comes nearer.
void PanelWeights::multiply_panel(const std::array<RowsToSums, 2>& parts, std::size_t column,
                                  std::size_t first, std::size_t count) const {
  Panel panel = panels_.part(column, first, count);
  const std::size_t groups = groups_of(parts[0].x.count) + groups_of(parts[1].x.count);
  const std::size_t row_bytes = panel.columns * product_.element_bytes;
  panel.next = static_cast<const std::byte*>(panel.elements) + panel.depth * row_bytes;
  panel.next_step = (row_bytes + groups - 1) / groups;
  for (const auto& [x, start, y] : parts) {
    for (std::size_t row = 0; row < x.count; row += product_.rows) {
      const std::byte* const elements = static_cast<const std::byte*>(x.elements) +
                                        (row * x.stride + first) * product_.element_bytes;
      const PanelSums sums{y.values + row * y.stride + column, y.stride};
      const PanelStart before =
          first == 0 ? PanelStart{start.values + row * start.stride + column, start.stride}
                     : PanelStart{sums.values, sums.stride};
      product_.multiply({elements, x.stride, std::min(product_.rows, x.count - row)}, panel, before,
                        sums);
      panel.next += panel.depth * panel.next_step;
    }
  }
}

std::size_t PanelWeights::groups_of(std::size_t rows) const {
  return (rows + product_.rows - 1) / product_.rows;
}

}  // namespace vitviz::nn
