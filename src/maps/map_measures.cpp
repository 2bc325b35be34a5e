// SPDX-License-Identifier: Apache-2.0
#include "maps/map_measures.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <numeric>
#include <vector>

namespace vitviz::maps {
namespace {

double sum_of(std::span<const float> numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}

double entropy_of(std::span<const float> map, double sum) {
  double entropy = 0;
  for (const float number : map) {
    const double share = static_cast<double>(number) / sum;
    if (share > 0) entropy -= share * std::log2(share);
  }
  return entropy + 0.0;  // no "-0" where one patch has everything
}

// Sorted, so that the sum does not depend on how a library selects.
double sum_of_strongest(std::span<const float> map) {
  std::vector<float> numbers(map.begin(), map.end());
  const std::size_t count = (numbers.size() + kStrongestOf - 1) / kStrongestOf;
  const auto end = numbers.begin() + static_cast<std::ptrdiff_t>(count);
  std::partial_sort(numbers.begin(), end, numbers.end(), std::greater<>());
  return sum_of({numbers.begin(), end});
}

}  // namespace

std::optional<MapMeasures> measure_map(std::span<const float> map, tensor::PatchGrid grid) {
  const double sum = sum_of(map);
  if (sum <= 0) return std::nullopt;
  MapMeasures measures{entropy_of(map, sum), sum_of_strongest(map) / sum};
  const auto cols = static_cast<std::size_t>(grid.cols);
  for (std::size_t patch = 0; patch < map.size(); ++patch) {
    const double share = static_cast<double>(map[patch]) / sum;
    measures.col += share * (static_cast<double>(patch % cols) + 0.5);
    measures.row += share * (static_cast<double>(patch / cols) + 0.5);
  }
  return measures;
}

}  // namespace vitviz::maps
