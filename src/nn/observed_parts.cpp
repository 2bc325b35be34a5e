// SPDX-License-Identifier: Apache-2.0
#include "nn/observed_parts.h"

namespace vitviz::nn {
namespace {

constexpr int kTile = AttentionTiles::kMostObserved;
constexpr int kMostPartsOfRange = 8;

}  // namespace

ObservedParts::ObservedParts(std::span<const ObservedQueries> observed, int heads,
                             tensor::MatrixRef weights)
    : observed_(observed), heads_(heads), weights_(weights) {
  int sums = 0;
  for (std::size_t i = 0; i < observed.size();) {
    if (observed[i].count == 1) {
      i = add_single_queries(i);
    } else {
      sums = add_range(i++, sums);
    }
  }
  sums_ = tensor::Matrix::Zero(sums * heads, weights.cols());
}

// Returns the first that is not among them.
std::size_t ObservedParts::add_single_queries(std::size_t begin) {
  std::size_t end = begin + 1;
  const auto belongs = [&](std::size_t i) {
    return i < observed_.size() && i - begin < kTile && observed_[i].count == 1 &&
           observed_[i].first == observed_[i - 1].first + 1;
  };
  while (belongs(end)) ++end;
  parts_.push_back(
      {static_cast<int>(begin), observed_[begin].first, static_cast<int>(end - begin), kNoSum});
  return end;
}

// Returns the number of sums so far.
int ObservedParts::add_range(std::size_t index, int sums) {
  const ObservedQueries& all = observed_[index];
  const int tiles = (all.count + kTile - 1) / kTile;
  const int count = std::min(tiles, kMostPartsOfRange);
  for (int part = 0; part < count; ++part) {
    const int first = part * tiles / count * kTile;
    const int end = std::min((part + 1) * tiles / count * kTile, all.count);
    parts_.push_back({static_cast<int>(index), all.first + first, end - first, sums + part});
  }
  return sums + count;
}

void ObservedParts::finish() {
  const auto rows_of = [this](int observed) {
    return weights_.middleRows(observed * heads_, heads_);
  };
  int summed = -1;
  for (const Part& part : parts_) {
    if (part.sum == kNoSum) continue;
    auto rows = rows_of(part.observed);
    if (part.observed != summed) rows.setZero();
    summed = part.observed;
    rows += sums_.middleRows(part.sum * heads_, heads_);
  }
  for (std::size_t i = 0; i < observed_.size(); ++i) {
    if (observed_[i].count > 1)
      rows_of(static_cast<int>(i)) /= static_cast<float>(observed_[i].count);
  }
}

}  // namespace vitviz::nn
