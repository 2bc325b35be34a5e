// SPDX-License-Identifier: Apache-2.0
#include "model/observed_queries.h"

#include <algorithm>

#include "base/check.h"
#include "nn/attention.h"

namespace vitviz::model {

std::vector<nn::ObservedQueries> observed_queries(const Blueprint& blueprint,
                                                  tensor::PatchGrid grid,
                                                  std::span<const int> patches) {
  const int prefix = blueprint.prefix_count();
  if (patches.empty() && blueprint.observed() == Observed::kCls) return {{0, 1}};
  if (patches.empty()) return {{prefix, grid.count()}};
  std::vector<nn::ObservedQueries> observed;
  for (const int patch : patches) {
    VITVIZ_CHECK(patch >= 0 && patch < grid.count());
    observed.push_back({prefix + patch, 1});
  }
  return observed;
}

TokenRows span_of(std::span<const nn::ObservedQueries> observed) {
  if (observed.empty()) return {};
  TokenRows span{observed.front().first, observed.front().count};
  for (const nn::ObservedQueries& one : observed) {
    const int end = std::max(span.first + span.count, one.first + one.count);
    span.first = std::min(span.first, one.first);
    span.count = end - span.first;
  }
  return span;
}

int queries_of_part(int heads, int tokens) {
  constexpr int kPartWeights = 1 << 20;                   // 4 MiB
  constexpr int kTile = nn::Attention::kMostSoftmaxRows;  // queries that share a tile
  const int fitting = kPartWeights / (heads * tokens) / kTile * kTile;
  return std::clamp(fitting, kTile, std::max(tokens, kTile));
}

}  // namespace vitviz::model
