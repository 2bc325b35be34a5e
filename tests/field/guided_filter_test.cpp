// SPDX-License-Identifier: Apache-2.0
#include "field/guided_filter.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numbers>
#include <utility>

#include <Eigen/Dense>
#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::field {
namespace {

using Planes = std::array<tensor::Matrix, 3>;

// float32 covariances of numbers below 1, divided by at least ε.
constexpr double kEpsilon = 0.01;
constexpr double kTolerance = 1e-4;

Planes random_photo(int rows, int cols) {
  Planes photo;
  for (std::size_t i = 0; i < 3; ++i) {
    photo[i] = test::random_matrix(rows, cols, static_cast<unsigned>(i + 1)).cwiseAbs();
  }
  return photo;
}

tensor::Matrix filtered(const Planes& photo, const tensor::Matrix& map, WindowReach reach) {
  base::ThreadPool threads(2);
  const LinearModel model = GuidedFilter(photo, reach, kEpsilon, threads).fit(map, threads);
  tensor::Matrix result = model.constant;
  for (std::size_t i = 0; i < 3; ++i) result += model.of_channel[i].cwiseProduct(photo[i]);
  return result;
}

struct Window {
  Eigen::Index top, left, bottom, right;
};

Window window_at(Eigen::Index y, Eigen::Index x, const tensor::Matrix& plane, WindowReach reach) {
  return {std::max<Eigen::Index>(0, y - reach.rows), std::max<Eigen::Index>(0, x - reach.cols),
          std::min(plane.rows() - 1, y + reach.rows), std::min(plane.cols() - 1, x + reach.cols)};
}

// a and b of one window (equations 14 and 15 of the paper), in double: a column of four.
Eigen::Vector4d fit_window(const Planes& photo, const tensor::Matrix& map, const Window& w) {
  Eigen::Vector3d mean = Eigen::Vector3d::Zero();
  Eigen::Vector3d products = Eigen::Vector3d::Zero();
  Eigen::Matrix3d squares = Eigen::Matrix3d::Zero();
  double map_mean = 0.0;
  double count = 0.0;
  for (Eigen::Index y = w.top; y <= w.bottom; ++y) {
    for (Eigen::Index x = w.left; x <= w.right; ++x) {
      const Eigen::Vector3d color(photo[0](y, x), photo[1](y, x), photo[2](y, x));
      const auto value = static_cast<double>(map(y, x));
      mean += color;
      products += color * value;
      squares += color * color.transpose();
      map_mean += value;
      ++count;
    }
  }
  mean /= count;
  map_mean /= count;
  const Eigen::Matrix3d covariance = squares / count - mean * mean.transpose();
  const Eigen::Vector3d a = (covariance + kEpsilon * Eigen::Matrix3d::Identity()).inverse() *
                            (products / count - map_mean * mean);
  return {a(0), a(1), a(2), map_mean - a.dot(mean)};
}

// The definition, O(r⁴) a pixel: equation 16.
tensor::Matrix filtered_by_definition(const Planes& photo, const tensor::Matrix& map,
                                      WindowReach reach) {
  tensor::Matrix result(map.rows(), map.cols());
  for (Eigen::Index y = 0; y < map.rows(); ++y) {
    for (Eigen::Index x = 0; x < map.cols(); ++x) {
      const Window around = window_at(y, x, map, reach);
      Eigen::Vector4d sum = Eigen::Vector4d::Zero();
      double count = 0.0;
      for (Eigen::Index i = around.top; i <= around.bottom; ++i) {
        for (Eigen::Index j = around.left; j <= around.right; ++j) {
          sum += fit_window(photo, map, window_at(i, j, map, reach));
          ++count;
        }
      }
      const Eigen::Vector4d color(photo[0](y, x), photo[1](y, x), photo[2](y, x), 1.0);
      result(y, x) = static_cast<float>(sum.dot(color) / count);
    }
  }
  return result;
}

TEST_CASE("guided filter is its definition") {
  for (const auto& [rows, cols] : {std::pair{1, 1}, {5, 1}, {11, 14}, {20, 9}}) {
    const Planes photo = random_photo(rows, cols);
    const tensor::Matrix map = test::random_matrix(rows, cols, 9).cwiseAbs();
    for (const WindowReach reach : {WindowReach{1, 1}, {2, 3}, {30, 30}}) {
      test::check_near(filtered(photo, map, reach), filtered_by_definition(photo, map, reach),
                       kTolerance);
    }
  }
}

TEST_CASE("guided filter: on a plain photo it is the mean of the means") {
  Planes photo;
  for (tensor::Matrix& plane : photo) plane = tensor::Matrix::Constant(12, 15, 0.5F);
  const tensor::Matrix map = test::random_matrix(12, 15, 3).cwiseAbs();
  const WindowReach reach{2, 2};
  test::check_near(filtered(photo, map, reach), box_mean(box_mean(map, reach), reach), 1e-5);
}

TEST_CASE("guided filter: a map that is linear in the colours stays as it is, up to ε") {
  const Planes photo = random_photo(30, 30);
  const tensor::Matrix map = 0.5F * photo[0] + 0.25F * photo[1];
  // Where a window holds the whole photo, a is (Σ + ε U)⁻¹ Σ (½, ¼, 0) everywhere. The variance of
  // |normal| is 1 - 2 / π: a shrinks by about ε / (variance + ε).
  const tensor::Matrix got = filtered(photo, map, {30, 30});
  const float kept =
      (got.array() - got.mean()).matrix().norm() / (map.array() - map.mean()).matrix().norm();
  constexpr double kVariance = 1.0 - 2.0 / std::numbers::pi;
  CHECK(kept == doctest::Approx(kVariance / (kVariance + kEpsilon)).epsilon(0.003));
  CHECK(got.mean() == doctest::Approx(map.mean()).epsilon(1e-4));
}

}  // namespace
}  // namespace vitviz::field
