// SPDX-License-Identifier: Apache-2.0
#include "masks/lost.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "base/check.h"
#include "masks/method.h"
#include "masks/patch_components.h"

namespace vitviz::masks {

extern const Method kLost;

namespace {

// The features divided by a power of two, so that no product overflows and no sign changes.
tensor::Matrix within_one(tensor::ConstMatrixRef features) {
  int exponent = 0;
  std::frexp(features.cwiseAbs().maxCoeff(), &exponent);
  return features.unaryExpr([exponent](float v) { return std::ldexp(v, -exponent); });
}

// How many other patches each is positively correlated with.
std::vector<int> degrees_of(const tensor::Matrix& features, base::ThreadPool& threads) {
  constexpr int kRows = 64;  // whose products are computed together
  const auto count = static_cast<int>(features.rows());
  std::vector<int> degrees(static_cast<std::size_t>(count));
  threads.parallel_for((count + kRows - 1) / kRows, [&](int task, int) {
    const int begin = task * kRows;
    const int rows = std::min(kRows, count - begin);
    const tensor::Matrix products = features.middleRows(begin, rows) * features.transpose();
    for (int row = 0; row < rows; ++row) {
      const int patch = begin + row;
      const auto positive = static_cast<int>((products.row(row).array() > 0.0F).count());
      const bool itself = products(row, patch) > 0.0F;
      degrees[static_cast<std::size_t>(patch)] = positive - (itself ? 1 : 0);
    }
  });
  return degrees;
}

// The patches with features, those of lowest degree first.
std::vector<int> by_degree(const tensor::Matrix& features, const std::vector<int>& degrees) {
  std::vector<int> order(degrees.size());
  std::iota(order.begin(), order.end(), 0);
  std::erase_if(order, [&](int patch) { return features.row(patch).isZero(0); });
  const auto degree = [&](int patch) { return degrees[static_cast<std::size_t>(patch)]; };
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return degree(a) < degree(b); });
  return order;
}

}  // namespace

std::vector<std::uint8_t> lost_mask(tensor::ConstMatrixRef features, tensor::PatchGrid grid,
                                    const LostOptions& options, base::ThreadPool& threads) {
  VITVIZ_CHECK(grid.count() >= 1 && features.rows() == grid.count() && options.candidates >= 1);
  VITVIZ_CHECK(features.allFinite());
  const tensor::Matrix scaled = within_one(features);
  std::vector<int> candidates = by_degree(scaled, degrees_of(scaled, threads));
  std::vector<std::uint8_t> object(static_cast<std::size_t>(grid.count()), 0);
  if (candidates.empty()) return object;
  candidates.resize(std::min(candidates.size(), static_cast<std::size_t>(options.candidates)));

  // Σ over the kin of S[i, :] is F times the sum of their features.
  const Eigen::MatrixXd f = scaled.cast<double>();
  const int seed = candidates.front();
  Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(f.cols());
  for (const int patch : candidates) {
    if (f.row(patch).dot(f.row(seed)) > 0) sum += f.row(patch);
  }
  const Eigen::VectorXd correlation = f * sum.transpose();
  std::transform(correlation.begin(), correlation.end(), object.begin(),
                 [](double value) -> std::uint8_t { return value > 0 ? 1 : 0; });
  return component_of(object, grid, seed);
}

namespace {

std::vector<PatchScores> find(const MaskMaterial& material, const MaskOptions& /*options*/,
                              base::ThreadPool& threads) {
  return {scores_of(lost_mask(*material.features, material.grid, {}, threads))};
}

}  // namespace

const Method kLost = {
    .name = "lost",
    .help = "the patch that is like the fewest others, and its kin, as in LOST",
    .needs = {.features = true},
    .find = find,
    .threshold = threshold_between,
    .patches = marked_patches,
};

}  // namespace vitviz::masks
