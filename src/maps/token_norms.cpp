// SPDX-License-Identifier: Apache-2.0
#include "maps/token_norms.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "base/check.h"

namespace vitviz::maps {
namespace {

// The middle number, or the mean of the two in the middle.
double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}  // namespace

tensor::Vector token_norms(tensor::ConstMatrixRef tokens) {
  tensor::Vector norms(tokens.rows());
  for (Eigen::Index i = 0; i < tokens.rows(); ++i) {
    norms(i) = static_cast<float>(tokens.row(i).cast<double>().norm());
  }
  return norms;
}

NormOutliers find_outliers(tensor::ConstVectorRef norms) {
  VITVIZ_CHECK(norms.size() >= 1);
  std::vector<double> values(norms.begin(), norms.end());
  const double median = median_of(values);
  std::vector<double> distances;
  distances.reserve(values.size());
  for (const double value : values) distances.push_back(std::abs(value - median));
  const double deviation = median_of(distances);
  const double threshold = median + kOutlierDeviations * deviation;
  NormOutliers found{
      static_cast<float>(median), static_cast<float>(deviation), static_cast<float>(threshold), {}};
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] > threshold) found.indices.push_back(static_cast<int>(i));
  }
  return found;
}

}  // namespace vitviz::maps
