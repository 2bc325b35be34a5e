// SPDX-License-Identifier: Apache-2.0
#include "masks/bilateral_solver.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace vitviz::masks {
namespace {

constexpr int kBalancing = 10;
constexpr int kMostIterations = 25;
constexpr double kResidual = 1e-5;  // of the right-hand side

}  // namespace

BilateralSolver::BilateralSolver(const image::RgbImage& photo, const SolverOptions& options)
    : grid_(photo, options.cell), options_(options) {
  VITVIZ_CHECK(options.smoothness >= 0 && options.confidence > 0 && options.confidence <= 1);
  const Eigen::VectorXd sizes = grid_.sizes();
  balance_ = Eigen::VectorXd::Ones(grid_.vertices());
  for (int round = 0; round < kBalancing; ++round) {
    balance_ = (balance_.array() * sizes.array() / grid_.blur(balance_).array()).sqrt().matrix();
  }
  mass_ = balance_.cwiseProduct(grid_.blur(balance_));
  weight_ = options.confidence * sizes;
}

Eigen::VectorXd BilateralSolver::system(const Eigen::VectorXd& x) const {
  const Eigen::VectorXd blurred = balance_.cwiseProduct(grid_.blur(balance_.cwiseProduct(x)));
  return options_.smoothness * (mass_.cwiseProduct(x) - blurred) + weight_.cwiseProduct(x);
}

std::vector<float> BilateralSolver::solve(std::span<const float> target) const {
  VITVIZ_CHECK(std::all_of(target.begin(), target.end(), [](float t) { return std::isfinite(t); }));
  const Eigen::VectorXd right = options_.confidence * grid_.splat(target);
  const Eigen::VectorXd diagonal =
      options_.smoothness * (mass_ - BilateralGrid::kOwnWeight * balance_.cwiseAbs2()) + weight_;

  Eigen::VectorXd x = right.cwiseQuotient(weight_);
  Eigen::VectorXd residual = right - system(x);
  Eigen::VectorXd direction = residual.cwiseQuotient(diagonal);
  double energy = residual.dot(direction);
  const double enough = kResidual * right.norm();
  for (int i = 0; i < kMostIterations && residual.norm() > enough; ++i) {
    const Eigen::VectorXd image = system(direction);
    const double step = energy / direction.dot(image);
    x += step * direction;
    residual -= step * image;
    const Eigen::VectorXd scaled = residual.cwiseQuotient(diagonal);
    const double before = energy;
    energy = residual.dot(scaled);
    direction = scaled + energy / before * direction;
  }
  return grid_.slice(x);
}

}  // namespace vitviz::masks
