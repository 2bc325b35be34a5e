// SPDX-License-Identifier: Apache-2.0
#include "measures/dimensions.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace vitviz::measures {

std::vector<int> largest_dimensions(tensor::ConstVectorRef token, int count) {
  std::vector<int> order(static_cast<std::size_t>(token.size()));
  std::iota(order.begin(), order.end(), 0);
  const auto end = order.begin() + std::min<std::ptrdiff_t>(count, std::ssize(order));
  std::partial_sort(order.begin(), end, order.end(), [&](int a, int b) {
    const float first = std::abs(token(a));
    const float second = std::abs(token(b));
    return first > second || (first == second && a < b);
  });
  order.erase(end, order.end());
  return order;
}

std::vector<int> rows_of_largest(tensor::ConstMatrixRef tokens, int count) {
  const tensor::Vector largest = tokens.cwiseAbs().rowwise().maxCoeff().transpose();
  return largest_dimensions(largest, count);
}

}  // namespace vitviz::measures
