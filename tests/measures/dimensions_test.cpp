// SPDX-License-Identifier: Apache-2.0
#include "measures/dimensions.h"

#include <doctest/doctest.h>

namespace vitviz::measures {
namespace {

tensor::Matrix tokens() {
  return (tensor::Matrix(3, 4) << 1, -7, 3, 7,  //
          0, 0, 9, 0,                           //
          -9, 2, 2, 2)
      .finished();
}

TEST_CASE("the largest dimensions count by magnitude, equal ones in their order") {
  CHECK(largest_dimensions(tokens().row(0), 3) == std::vector<int>{1, 3, 2});
  CHECK(largest_dimensions(tokens().row(1), 3) == std::vector<int>{2, 0, 1});
  CHECK(largest_dimensions(tokens().row(2), 9) == std::vector<int>{0, 1, 2, 3});
}

TEST_CASE("the tokens of largest numbers count likewise") {
  CHECK(rows_of_largest(tokens(), 2) == std::vector<int>{1, 2});
  CHECK(rows_of_largest(tokens(), 5) == std::vector<int>{1, 2, 0});
}

}  // namespace
}  // namespace vitviz::measures
