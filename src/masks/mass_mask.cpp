// SPDX-License-Identifier: Apache-2.0
#include "masks/mass_mask.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <numeric>

#include "base/check.h"

namespace vitviz::masks {
namespace {

// Where the kept weights end, seen from the strongest.
struct Cut {
  std::size_t kept = 0;
  float weakest = std::numeric_limits<float>::infinity();  // of the kept weights
};

Cut find_cut(std::span<const float> weights, double keep) {
  VITVIZ_CHECK(keep > 0.0 && keep <= 1.0);
  VITVIZ_CHECK(
      std::all_of(weights.begin(), weights.end(), [](float w) { return std::isfinite(w); }));
  std::vector<float> strongest_first(weights.begin(), weights.end());
  std::sort(strongest_first.begin(), strongest_first.end(), std::greater<>());
  const auto total = std::accumulate(
      strongest_first.begin(), strongest_first.end(), 0.0,
      [](double sum, float weight) { return sum + std::max(static_cast<double>(weight), 0.0); });

  // keep = 1 means all, and adding up never reaches a weight that vanishes beside the sum.
  const double wanted = keep == 1.0 ? std::numeric_limits<double>::infinity() : keep * total;
  Cut cut;
  double stronger = 0.0;
  for (const float weight : strongest_first) {
    if (weight <= 0.0F || stronger >= wanted) break;
    ++cut.kept;
    cut.weakest = weight;
    stronger += static_cast<double>(weight);
  }
  return cut;
}

}  // namespace

std::vector<std::uint8_t> mass_mask(std::span<const float> weights, double keep) {
  const Cut cut = find_cut(weights, keep);
  const auto is_stronger = [&](float weight) { return weight > cut.weakest; };
  const auto stronger = std::count_if(weights.begin(), weights.end(), is_stronger);

  // Of the weights equal to the weakest only the first are kept, as many as there is room for.
  auto room = static_cast<std::ptrdiff_t>(cut.kept) - stronger;
  std::vector<std::uint8_t> mask(weights.size(), 0);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (is_stronger(weights[i]) || (weights[i] == cut.weakest && room-- > 0)) mask[i] = 1;
  }
  return mask;
}

float mass_threshold(std::span<const float> weights, double keep) {
  return find_cut(weights, keep).weakest;
}

}  // namespace vitviz::masks
