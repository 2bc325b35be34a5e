// SPDX-License-Identifier: Apache-2.0
#include "nn/layer_norm.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace vitviz::nn {
namespace {

constexpr int kRowsPerTask = 64;

}  // namespace

void LayerNorm::apply(tensor::ConstMatrixRef x, tensor::MatrixRef y,
                      base::ThreadPool& threads) const {
  VITVIZ_CHECK(x.rows() == y.rows() && x.cols() == scale.cols() && y.cols() == scale.cols());
  const auto rows = static_cast<int>(x.rows());
  threads.parallel_for((rows + kRowsPerTask - 1) / kRowsPerTask, [&](int task, int) {
    const int end = std::min(rows, (task + 1) * kRowsPerTask);
    for (int row = task * kRowsPerTask; row < end; ++row) {
      // Subtract the mean first: the variance of the centred row loses no digits.
      y.row(row) = x.row(row).array() - x.row(row).mean();
      const float variance = y.row(row).squaredNorm() / static_cast<float>(x.cols());
      const float inverse = 1.0F / std::sqrt(variance + epsilon);
      y.row(row) = (y.row(row).array() * inverse) * scale.array() + shift.array();
    }
  });
}

}  // namespace vitviz::nn
