// SPDX-License-Identifier: Apache-2.0
#include "field/box_mean.h"

#include <algorithm>

#include "base/check.h"

namespace vitviz::field {
namespace {

using Sums = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using SumRow = Eigen::Matrix<double, 1, Eigen::Dynamic>;

// How many of [i - reach, i + reach] are in [0, count).
double window_size(Eigen::Index i, Eigen::Index count, Eigen::Index reach) {
  return static_cast<double>(std::min(count - 1, i + reach) - std::max<Eigen::Index>(0, i - reach) +
                             1);
}

// The sum of the window of each row's numbers: one comes in, one goes out.
Sums sums_along_rows(const tensor::Matrix& plane, Eigen::Index reach) {
  Sums sums(plane.rows(), plane.cols());
  for (Eigen::Index y = 0; y < plane.rows(); ++y) {
    double sum = 0.0;
    for (Eigen::Index x = 0; x < std::min(reach, plane.cols()); ++x) {
      sum += static_cast<double>(plane(y, x));
    }
    for (Eigen::Index x = 0; x < plane.cols(); ++x) {
      if (x + reach < plane.cols()) sum += static_cast<double>(plane(y, x + reach));
      if (x > reach) sum -= static_cast<double>(plane(y, x - reach - 1));
      sums(y, x) = sum;
    }
  }
  return sums;
}

}  // namespace

tensor::Matrix box_mean(const tensor::Matrix& plane, WindowReach reach) {
  VITVIZ_CHECK(reach.rows >= 0 && reach.cols >= 0);
  const Sums sums = sums_along_rows(plane, reach.cols);
  SumRow one_over_cols(plane.cols());
  for (Eigen::Index x = 0; x < plane.cols(); ++x) {
    one_over_cols(x) = 1.0 / window_size(x, plane.cols(), reach.cols);
  }

  tensor::Matrix means(plane.rows(), plane.cols());
  SumRow window = SumRow::Zero(plane.cols());
  for (Eigen::Index y = 0; y < std::min<Eigen::Index>(reach.rows, plane.rows()); ++y) {
    window += sums.row(y);
  }
  for (Eigen::Index y = 0; y < plane.rows(); ++y) {
    if (y + reach.rows < plane.rows()) window += sums.row(y + reach.rows);
    if (y > reach.rows) window -= sums.row(y - reach.rows - 1);
    const double one_over_rows = 1.0 / window_size(y, plane.rows(), reach.rows);
    means.row(y) = (window.cwiseProduct(one_over_cols) * one_over_rows).cast<float>();
  }
  return means;
}

}  // namespace vitviz::field
