// SPDX-License-Identifier: Apache-2.0
#include "measures/attention_sums.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "nn/weight_sums.h"

namespace vitviz::measures {
namespace {

constexpr std::size_t kStrongest = 10;

// With S = Σ a: −Σ (a/S) ln (a/S) = ln S − Σ a ln a / S.
double entropy_of(const nn::WeightSums& sums, int patches) {
  const auto sum = static_cast<double>(sums.weights);
  if (patches < 2 || sum <= 0) return 0;
  const double entropy = std::log(sum) - static_cast<double>(sums.logs) / sum;
  return std::max(0.0, entropy / std::log(static_cast<double>(patches)));
}

}  // namespace

RowMeasures& RowMeasures::operator+=(const RowMeasures& other) {
  entropy += other.entropy;
  distance += other.distance;
  renormalised += other.renormalised;
  cls += other.cls;
  registers += other.registers;
  strongest += other.strongest;
  return *this;
}

RowMeasures& RowMeasures::operator/=(double count) {
  for (double* const sum : {&entropy, &distance, &renormalised, &cls, &registers, &strongest}) {
    *sum /= count;
  }
  return *this;
}

std::span<const float> PatchDistances::from(int patch) {
  const auto [rows, cols] = shape_.grid;
  const int row = patch / cols;
  const int col = patch % cols;
  std::size_t to = 0;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < cols; ++c) {
      const auto squared = static_cast<float>((r - row) * (r - row) + (c - col) * (c - col));
      row_[to++] = static_cast<float>(shape_.patch) * std::sqrt(squared);
    }
  }
  return row_;
}

RowMeasures measure_row(std::span<const float> weights, const RowShape& shape,
                        std::span<const float> distances) {
  const auto prefix = weights.first(static_cast<std::size_t>(shape.prefix));
  const auto patches = weights.subspan(prefix.size());
  const auto registers = prefix.subspan(shape.has_cls ? 1 : 0);
  const nn::WeightSums sums = nn::weight_sums(patches, distances);
  RowMeasures row;
  row.entropy = entropy_of(sums, shape.grid.count());
  row.distance = static_cast<double>(sums.distances);
  row.renormalised = sums.weights > 0 ? row.distance / static_cast<double>(sums.weights) : 0;
  row.cls = shape.has_cls ? static_cast<double>(prefix.front()) : 0;
  row.registers = std::accumulate(registers.begin(), registers.end(), 0.0);
  row.strongest = static_cast<double>(nn::sum_of_largest(patches, kStrongest));
  return row;
}

}  // namespace vitviz::measures
