// SPDX-License-Identifier: Apache-2.0
#include "analysis/likeliest_classes.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vitviz::analysis {

std::vector<RankedClass> likeliest_classes(std::span<const float> logits,
                                           const std::vector<std::string>& labels, int most) {
  std::vector<std::size_t> order(logits.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::size_t count = std::min(static_cast<std::size_t>(most), order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                    [&](std::size_t a, std::size_t b) {
                      return logits[a] != logits[b] ? logits[a] > logits[b] : a < b;
                    });
  // Relative to the largest, so that nothing overflows.
  const auto weight = [&](float logit) {
    return std::exp(static_cast<double>(logit) - static_cast<double>(logits[order[0]]));
  };
  double sum = 0;
  for (const float logit : logits) sum += weight(logit);

  std::vector<RankedClass> classes;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t index = order[i];
    classes.push_back({static_cast<int>(index), labels.empty() ? "" : labels[index],
                       weight(logits[index]) / sum});
  }
  return classes;
}

}  // namespace vitviz::analysis
