// SPDX-License-Identifier: Apache-2.0
#include "nn/resample_grid.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/check.h"

namespace vitviz::nn {
namespace {

// One output position is a weighted sum of the inputs first, first + 1, …
struct Taps {
  int first = 0;
  std::vector<float> weights;
};

double keys_cubic(double x) {
  constexpr double kA = -0.5;
  x = std::abs(x);
  if (x < 1) return ((kA + 2) * x - (kA + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * kA;
  return 0;
}

Taps antialiased_bicubic_taps(int position, int from, int to) {
  const double scale = static_cast<double>(from) / to;
  const double stretch = std::max(scale, 1.0);
  const double support = 2 * stretch;
  const double center = (position + 0.5) * scale;
  const int first = std::max(static_cast<int>(center - support + 0.5), 0);
  const int end = std::min(static_cast<int>(center + support + 0.5), from);

  std::vector<double> weights;
  double sum = 0;
  for (int i = first; i < end; ++i) {
    weights.push_back(keys_cubic((i - center + 0.5) / stretch));
    sum += weights.back();
  }
  Taps taps{first, {}};
  for (const double weight : weights) taps.weights.push_back(static_cast<float>(weight / sum));
  return taps;
}

std::vector<Taps> taps_of(GridFilter filter, int from, int to) {
  VITVIZ_CHECK(filter == GridFilter::kBicubicAntialiased);
  std::vector<Taps> taps;
  for (int i = 0; i < to; ++i) taps.push_back(antialiased_bicubic_taps(i, from, to));
  return taps;
}

}  // namespace

tensor::Matrix resample_grid(tensor::ConstMatrixRef table, tensor::PatchGrid from,
                             tensor::PatchGrid to, GridFilter filter) {
  VITVIZ_CHECK(table.rows() == from.count());
  if (from == to) return table;

  // Along each row: [from.rows · to.cols, D].
  const std::vector<Taps> col_taps = taps_of(filter, from.cols, to.cols);
  tensor::Matrix wide = tensor::Matrix::Zero(from.rows * to.cols, table.cols());
  for (int row = 0; row < from.rows; ++row) {
    for (int col = 0; col < to.cols; ++col) {
      const Taps& taps = col_taps[static_cast<std::size_t>(col)];
      for (int i = 0; i < static_cast<int>(taps.weights.size()); ++i) {
        wide.row(row * to.cols + col) +=
            taps.weights[static_cast<std::size_t>(i)] * table.row(row * from.cols + taps.first + i);
      }
    }
  }

  // Along each column: [to.rows · to.cols, D]; a whole row of patches at a time.
  const std::vector<Taps> row_taps = taps_of(filter, from.rows, to.rows);
  tensor::Matrix result = tensor::Matrix::Zero(to.count(), table.cols());
  for (int row = 0; row < to.rows; ++row) {
    const Taps& taps = row_taps[static_cast<std::size_t>(row)];
    for (int i = 0; i < static_cast<int>(taps.weights.size()); ++i) {
      result.middleRows(row * to.cols, to.cols) +=
          taps.weights[static_cast<std::size_t>(i)] *
          wide.middleRows((taps.first + i) * to.cols, to.cols);
    }
  }
  return result;
}

}  // namespace vitviz::nn
