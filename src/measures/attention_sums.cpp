// SPDX-License-Identifier: Apache-2.0
#include "measures/attention_sums.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitviz::measures {
namespace {

constexpr std::size_t kStrongest = 10;

// With S = Σ a: −Σ (a/S) ln (a/S) = ln S − Σ a ln a / S. A weight of 0 adds nothing.
double entropy_of(tensor::ConstVectorRef weights, double sum) {
  const auto patches = static_cast<double>(weights.size());
  if (weights.size() < 2 || sum <= 0) return 0;
  const auto positive = weights.array().max(std::numeric_limits<float>::min());
  const auto logs = static_cast<double>((weights.array() * positive.log()).sum());
  return std::max(0.0, (std::log(sum) - logs / sum) / std::log(patches));
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

const tensor::Vector& PatchDistances::from(int patch) {
  const auto [rows, cols] = shape_.grid;
  const int row = patch / cols;
  const int col = patch % cols;
  int to = 0;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < cols; ++c) {
      const auto squared = static_cast<float>((r - row) * (r - row) + (c - col) * (c - col));
      row_(to++) = static_cast<float>(shape_.patch) * std::sqrt(squared);
    }
  }
  return row_;
}

RowMeasures measure_row(tensor::ConstVectorRef weights, const RowShape& shape,
                        const tensor::Vector* distances) {
  const auto patches = weights.tail(shape.grid.count());
  const auto prefix = weights.head(shape.prefix);
  const auto sum = static_cast<double>(patches.sum());
  RowMeasures row;
  row.entropy = entropy_of(patches, sum);
  row.cls = shape.has_cls ? static_cast<double>(prefix(0)) : 0;
  row.registers = static_cast<double>(prefix.tail(shape.prefix - (shape.has_cls ? 1 : 0)).sum());
  row.strongest = sum_of_largest(patches, kStrongest);
  if (distances == nullptr) return row;
  row.distance = static_cast<double>(patches.dot(*distances));
  row.renormalised = sum > 0 ? row.distance / sum : 0;
  return row;
}

double sum_of_largest(tensor::ConstVectorRef numbers, std::size_t count) {
  // The largest so far, in descending order: a number that is not among them costs a comparison.
  std::vector<float> largest(count, -std::numeric_limits<float>::infinity());
  for (const float number : numbers) {
    if (number <= largest.back()) continue;
    const auto place =
        std::upper_bound(largest.begin(), largest.end(), number, std::greater<float>());
    std::move_backward(place, largest.end() - 1, largest.end());
    *place = number;
  }
  double sum = 0;
  for (const float number : largest) sum += std::isinf(number) ? 0.0 : static_cast<double>(number);
  return sum;
}

}  // namespace vitviz::measures
