// SPDX-License-Identifier: Apache-2.0
#include "field/box_mean.h"

#include <algorithm>

#include <opencv2/core/mat.hpp>
#include <opencv2/imgproc.hpp>

#include "base/check.h"

namespace vitviz::field {
namespace {

using Sums = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// The sum of the window around every number; what lies outside of the plane is 0.
Sums window_sums(const tensor::Matrix& plane, WindowReach reach) {
  const auto rows = static_cast<int>(plane.rows());
  const auto cols = static_cast<int>(plane.cols());
  // OpenCV knows no view of constant numbers; it only reads these.
  const cv::Mat numbers(rows, cols, CV_32F, const_cast<float*>(plane.data()));
  Sums sums(rows, cols);
  cv::Mat to(rows, cols, CV_64F, sums.data());
  cv::boxFilter(numbers, to, CV_64F, cv::Size(2 * reach.cols + 1, 2 * reach.rows + 1),
                cv::Point(-1, -1), /*normalize=*/false, cv::BORDER_CONSTANT);
  return sums;
}

// For each i of [0, count): 1 over how many of [i - reach, i + reach] are in [0, count).
Eigen::ArrayXd one_over_window_size(Eigen::Index count, Eigen::Index reach) {
  const Eigen::ArrayXd places = Eigen::ArrayXd::LinSpaced(count, 0, static_cast<double>(count - 1));
  const Eigen::ArrayXd first = (places - static_cast<double>(reach)).max(0.0);
  const Eigen::ArrayXd last =
      (places + static_cast<double>(reach)).min(static_cast<double>(count - 1));
  return (last - first + 1.0).inverse();
}

}  // namespace

tensor::Matrix box_mean(const tensor::Matrix& plane, WindowReach reach) {
  VITVIZ_CHECK(reach.rows >= 0 && reach.cols >= 0);
  const Sums sums = window_sums(plane, reach);
  const Eigen::ArrayXd of_row = one_over_window_size(plane.rows(), reach.rows);
  const Eigen::RowVectorXd of_col =
      one_over_window_size(plane.cols(), reach.cols).matrix().transpose();

  tensor::Matrix means(plane.rows(), plane.cols());
  for (Eigen::Index y = 0; y < plane.rows(); ++y) {
    means.row(y) = (sums.row(y).cwiseProduct(of_col) * of_row(y)).cast<float>();
  }
  return means;
}

}  // namespace vitviz::field
