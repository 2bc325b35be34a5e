// SPDX-License-Identifier: Apache-2.0
#include "nn/linear.h"

#include <algorithm>

#include "base/check.h"

namespace vitviz::nn {
namespace {

// Rows per task: enough to reuse each weight from cache, few enough to keep all threads busy.
// Fixed, so that the result does not depend on the number of threads.
constexpr int kRowsPerTask = 64;

}  // namespace

Linear::Linear(tensor::ConstMatrixRef weights, tensor::ConstVectorRef bias)
    : weights_(weights), bias_(bias) {
  VITVIZ_CHECK(weights.rows() == bias.cols());
}

void Linear::apply(tensor::ConstMatrixRef x, tensor::MatrixRef y, base::ThreadPool& threads,
                   const Epilogue& epilogue) const {
  const auto rows = static_cast<int>(x.rows());
  threads.parallel_for((rows + kRowsPerTask - 1) / kRowsPerTask, [&](int task, int) {
    const int first = task * kRowsPerTask;
    const int count = std::min(kRowsPerTask, rows - first);
    weights_.multiply(x.middleRows(first, count), bias_, y.middleRows(first, count), epilogue);
  });
}

}  // namespace vitviz::nn
