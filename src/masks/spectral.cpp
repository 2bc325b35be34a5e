// SPDX-License-Identifier: Apache-2.0
#include "masks/spectral.h"

#include <algorithm>
#include <cstddef>

#include "base/check.h"
#include "image/pil_resize.h"
#include "masks/color_neighbors.h"
#include "masks/cosines.h"
#include "masks/method.h"
#include "masks/second_eigenvector.h"

namespace vitviz::masks {

extern const Method kSpectral;

namespace {

// max(0, U Uᵀ): [N, N].
tensor::Matrix affinity_of(const tensor::Matrix& unit, base::ThreadPool& threads) {
  tensor::Matrix affinity(unit.rows(), unit.rows());
  for_each_tile(unit, threads, [&](int row, int col, const tensor::Matrix& cosines) {
    const tensor::Matrix positive = cosines.cwiseMax(0.0F);
    affinity.block(row, col, positive.rows(), positive.cols()) = positive;
    affinity.block(col, row, positive.cols(), positive.rows()) = positive.transpose();
  });
  return affinity;
}

Eigen::VectorXd multiply(const tensor::Matrix& affinity, const Eigen::VectorXd& x,
                         base::ThreadPool& threads) {
  Eigen::VectorXd product(x.size());
  constexpr int kRows = 64;
  const auto count = static_cast<int>(x.size());
  threads.parallel_for((count + kRows - 1) / kRows, [&](int task, int) {
    for (int row = task * kRows; row < std::min(count, (task + 1) * kRows); ++row) {
      product(row) = affinity.row(row).cast<double>().dot(x.transpose());
    }
  });
  return product;
}

std::vector<std::uint8_t> smaller_side(const Eigen::VectorXd& v) {
  const auto positive = (v.array() > 0).count();
  const bool turn = 2 * positive > v.size();
  std::vector<std::uint8_t> side(static_cast<std::size_t>(v.size()));
  std::transform(v.begin(), v.end(), side.begin(), [turn](double number) -> std::uint8_t {
    return (turn ? -number : number) > 0 ? 1 : 0;
  });
  return side;
}

}  // namespace

std::vector<std::uint8_t> spectral_mask(tensor::ConstMatrixRef features, tensor::PatchGrid grid,
                                        const image::RgbImage& photo, double color_weight,
                                        base::ThreadPool& threads) {
  VITVIZ_CHECK(grid.count() >= 1 && features.rows() == grid.count());
  VITVIZ_CHECK(features.allFinite() && color_weight >= 0);
  constexpr float kAlike = 1.0F - 1e-5F;
  const tensor::Matrix affinity = affinity_of(unit_rows(features), threads);
  if (grid.count() < 2 || affinity.minCoeff() > kAlike || affinity.isZero(0)) {
    return std::vector<std::uint8_t>(static_cast<std::size_t>(grid.count()), 0);
  }

  const ColorNeighbors colors(
      image::pil_resize(photo, {grid.cols, grid.rows}, image::Filter::kBilinear, threads));
  const GraphProduct product = [&](const Eigen::VectorXd& x) -> Eigen::VectorXd {
    Eigen::VectorXd all = multiply(affinity, x, threads);
    if (color_weight > 0) all += color_weight * colors.multiply(x);
    return all;
  };
  constexpr double kNothing = 1e-12;
  const Eigen::VectorXd sums = product(Eigen::VectorXd::Ones(grid.count()));
  const Eigen::VectorXd degrees = (sums.array() < kNothing).select(1.0, sums);
  const std::vector<int> one_part(static_cast<std::size_t>(grid.count()), 0);
  return smaller_side(second_eigenvector(degrees, product, one_part).values);
}

namespace {

std::vector<PatchScores> find(const MaskMaterial& material, const MaskOptions& options,
                              base::ThreadPool& threads) {
  return {scores_of(spectral_mask(*material.features, material.grid, *material.photo,
                                  options.color_weight, threads))};
}

}  // namespace

const Method kSpectral = {
    .name = "spectral",
    .help = "the smaller side of a cut by similar features and similar colours nearby",
    .needs = {.features = true, .photo = true},
    .find = find,
    .threshold = threshold_between,
    .patches = marked_patches,
};

}  // namespace vitviz::masks
