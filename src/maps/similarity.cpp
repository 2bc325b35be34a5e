// SPDX-License-Identifier: Apache-2.0
#include "maps/similarity.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace vitviz::maps {
namespace {

// In double: the squares of large tokens overflow a float, and those of small ones vanish.
double dot(tensor::ConstVectorRef a, tensor::ConstVectorRef b) {
  return a.cast<double>().dot(b.cast<double>());
}

}  // namespace

tensor::Vector cosine_similarity(tensor::ConstMatrixRef tokens, tensor::ConstVectorRef query) {
  VITVIZ_CHECK(tokens.cols() == query.cols());
  const double query_norm = std::sqrt(dot(query, query));
  tensor::Vector cosines(tokens.rows());
  for (Eigen::Index i = 0; i < tokens.rows(); ++i) {
    const tensor::ConstVectorRef token = tokens.row(i);
    const double norms = std::sqrt(dot(token, token)) * query_norm;
    const double cosine = norms > 0 ? dot(token, query) / norms : 0;
    cosines(i) = static_cast<float>(std::clamp(cosine, -1.0, 1.0));
  }
  return cosines;
}

}  // namespace vitviz::maps
