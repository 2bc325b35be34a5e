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

double keys_cubic(double x, double a) {
  x = std::abs(x);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}

double pil_cubic(double x) { return keys_cubic(x, -0.5); }
double torch_cubic(double x) { return keys_cubic(x, -0.75); }
double triangle(double x) { return std::max(0.0, 1 - std::abs(x)); }

// `radius` is where the kernel ends.
Taps antialiased_taps(int position, int from, int to, int radius, double (*kernel)(double)) {
  const double scale = static_cast<double>(from) / to;
  const double stretch = std::max(scale, 1.0);
  const double support = radius * stretch;
  const double center = (position + 0.5) * scale;
  const int first = std::max(static_cast<int>(center - support + 0.5), 0);
  const int end = std::min(static_cast<int>(center + support + 0.5), from);

  std::vector<double> weights;
  double sum = 0;
  for (int i = first; i < end; ++i) {
    weights.push_back(kernel((i - center + 0.5) / stretch));
    sum += weights.back();
  }
  Taps taps{first, {}};
  for (const double weight : weights) taps.weights.push_back(static_cast<float>(weight / sum));
  return taps;
}

// Samples beyond the border count as the border's: their weights are added to it.
Taps clamped_taps(double source, int reach, int from, double (*kernel)(double)) {
  const int nearest = static_cast<int>(std::floor(source));
  const int first = std::clamp(nearest - reach + 1, 0, from - 1);
  const int last = std::clamp(nearest + reach, 0, from - 1);
  Taps taps{first, std::vector<float>(static_cast<std::size_t>(last - first + 1))};
  for (int i = nearest - reach + 1; i <= nearest + reach; ++i) {
    const auto at = static_cast<std::size_t>(std::clamp(i, first, last) - first);
    taps.weights[at] += static_cast<float>(kernel(source - i));
  }
  return taps;
}

// Where output `position` lies among the inputs, half-pixel centres unless corners are aligned.
double source_of(int position, GridFilter filter, int from, int to) {
  constexpr double kOffset = 0.1;
  if (filter == GridFilter::kBicubicCorners) {
    return to == 1 ? 0.0 : static_cast<double>(position) * (from - 1) / (to - 1);
  }
  const double size = filter == GridFilter::kBicubicOffset ? to + kOffset : to;
  return (position + 0.5) * from / size - 0.5;
}

Taps taps_at(int position, GridFilter filter, int from, int to) {
  if (filter == GridFilter::kBicubicAntialiased) {
    return antialiased_taps(position, from, to, 2, pil_cubic);
  }
  if (filter == GridFilter::kBilinearAntialiased) {
    return antialiased_taps(position, from, to, 1, triangle);
  }
  const double source = source_of(position, filter, from, to);
  // PyTorch's bilinear mode moves positions before the first centre onto it.
  if (filter == GridFilter::kBilinear)
    return clamped_taps(std::max(source, 0.0), 1, from, triangle);
  return clamped_taps(source, 2, from, torch_cubic);
}

// …, -(1 + q), -1, 0, 1, 1 + q, 1 + q + q², …: `from` distances, with the q between 1.01 and 1.5
// that brings the last as near to the last of `to` distances as it can. The bisection is timm's,
// step by step: where no such q fits, the one it ends with decides.
//
// Reference: timm, layers/pos_embed_rel.py, resize_rel_pos_bias_table().
std::vector<double> geometric_distances(int from, int to) {
  const int reach = from / 2;
  double low = 1.01;
  double high = 1.5;
  double q = low;
  while (high - low > 1e-6) {
    q = (low + high) / 2;
    const double last = (1 - std::pow(q, reach)) / (1 - q);
    (last > to / 2 ? high : low) = q;  // NOLINT(bugprone-integer-division): whole distances
  }
  std::vector<double> distances(static_cast<std::size_t>(from));
  double distance = 1;
  for (int i = 1; i <= reach; ++i) {
    const auto middle = static_cast<std::size_t>(reach);
    const auto away = static_cast<std::size_t>(i);
    distances[middle + away] = distance;
    distances[middle - away] = -distance;
    distance += std::pow(q, i);
  }
  return distances;
}

Taps between(const std::vector<double>& distances, double wanted) {
  const auto after = std::lower_bound(distances.begin(), distances.end(), wanted);
  const auto index = static_cast<int>(after - distances.begin());
  if (after == distances.begin()) return {0, {1.0F}};
  if (after == distances.end()) return {index - 1, {1.0F}};
  const double way = (wanted - after[-1]) / (after[0] - after[-1]);
  return {index - 1, {static_cast<float>(1 - way), static_cast<float>(way)}};
}

std::vector<Taps> geometric_taps(int from, int to) {
  const std::vector<double> distances = geometric_distances(from, to);
  std::vector<Taps> taps;
  taps.reserve(static_cast<std::size_t>(to));
  const int middle = to / 2;
  for (int i = 0; i < to; ++i) taps.push_back(between(distances, i - middle));
  return taps;
}

std::vector<Taps> taps_of(GridFilter filter, int from, int to) {
  if (filter == GridFilter::kGeometric) return geometric_taps(from, to);
  std::vector<Taps> taps;
  taps.reserve(static_cast<std::size_t>(to));
  for (int i = 0; i < to; ++i) taps.push_back(taps_at(i, filter, from, to));
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
