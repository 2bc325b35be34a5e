// SPDX-License-Identifier: Apache-2.0
#include "nn/rotary.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/check.h"

namespace vitviz::nn {
namespace {

constexpr int kRowsPerTask = 64;

// The centre of patch `index` among `count`, from -1 to 1.
double coordinate(int index, int count) { return 2 * (index + 0.5) / count - 1; }

}  // namespace

Rotation rotation_of(tensor::PatchGrid grid, tensor::ConstVectorRef periods) {
  const Eigen::Index quarter = periods.cols();
  Rotation rotation{tensor::Matrix(grid.count(), 4 * quarter),
                    tensor::Matrix(grid.count(), 4 * quarter)};
  for (int patch = 0; patch < grid.count(); ++patch) {
    const double y = coordinate(patch / grid.cols, grid.rows);
    const double x = coordinate(patch % grid.cols, grid.cols);
    for (Eigen::Index i = 0; i < 4 * quarter; ++i) {
      const bool along_y = i / quarter % 2 == 0;
      const double period = static_cast<double>(periods(i % quarter));
      const double angle = 2 * std::numbers::pi * (along_y ? y : x) / period;
      rotation.cosine(patch, i) = static_cast<float>(std::cos(angle));
      rotation.sine(patch, i) = static_cast<float>(std::sin(angle));
    }
  }
  return rotation;
}

void rotate(tensor::MatrixRef x, const Rotation& rotation, base::ThreadPool& threads) {
  const Eigen::Index width = rotation.cosine.cols();
  const Eigen::Index half = width / 2;
  VITVIZ_CHECK(x.rows() == rotation.cosine.rows() && x.cols() % width == 0);
  const auto rows = static_cast<int>(x.rows());
  threads.parallel_for((rows + kRowsPerTask - 1) / kRowsPerTask, [&](int task, int) {
    const int end = std::min(rows, (task + 1) * kRowsPerTask);
    for (int row = task * kRowsPerTask; row < end; ++row) {
      for (Eigen::Index head = 0; head < x.cols(); head += width) {
        for (Eigen::Index i = 0; i < half; ++i) {
          const float first = x(row, head + i);
          const float second = x(row, head + half + i);
          x(row, head + i) = first * rotation.cosine(row, i) - second * rotation.sine(row, i);
          x(row, head + half + i) =
              second * rotation.cosine(row, half + i) + first * rotation.sine(row, half + i);
        }
      }
    }
  });
}

}  // namespace vitviz::nn
