// SPDX-License-Identifier: Apache-2.0
#include "maps/token_norms.h"

#include <cmath>
#include <initializer_list>
#include <vector>

#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/npy_reader.h"

namespace vitviz::maps {
namespace {

constexpr double kTolerance = 1e-5;  // the promise, relative to norms of up to 20

tensor::Vector row(std::initializer_list<float> numbers) {
  return Eigen::Map<const tensor::Vector>(numbers.begin(),
                                          static_cast<Eigen::Index>(numbers.size()));
}

TEST_CASE("norms are Euclidean, of any size") {
  const float large = std::ldexp(1.0F, 100);  // whose square is no float
  const tensor::Matrix tokens =
      (tensor::Matrix(3, 2) << 3, 4, 0, 0, -3 * large, 4 * large).finished();
  CHECK(token_norms(tokens) == row({5, 0, 5 * large}));
}

// tests/reference/maps/make_maps.py
TEST_CASE("norms are those that numpy computes") {
  const test::Array blocks = test::read_npy(test::reference("maps/blocks.npy"));
  const test::Array want = test::read_npy(test::reference("maps/norm.block.npy"));
  for (int block = 0; block < 3; ++block) {
    test::check_near(token_norms(blocks.matrix().middleRows(block * 39 + 3, 36)),
                     want.matrix().row(block), kTolerance);
  }
}

TEST_CASE("outliers exceed the median by ten median deviations") {
  // Median 4, distances 2 1 0 1 36 to it: MAD 1.
  const NormOutliers found = find_outliers(row({2, 3, 4, 5, 40}));
  CHECK(found.median == 4);
  CHECK(found.deviation == 1);
  CHECK(found.threshold == 14);
  CHECK(found.indices == std::vector<int>{4});
  CHECK(find_outliers(row({2, 3, 4, 5, 14})).indices.empty());  // not above
  // An even number: the mean of the middle two, of norms 3.5 and of distances 1.
  const NormOutliers even = find_outliers(row({2, 3, 4, 5}));
  CHECK(even.median == 3.5F);
  CHECK(even.deviation == 1);
}

TEST_CASE("of equal norms none is an outlier, of many equal ones any other that is larger") {
  CHECK(find_outliers(row({7, 7, 7})).indices.empty());
  CHECK(find_outliers(row({8, 7, 7, 7, 9})).indices == std::vector<int>{0, 4});
  CHECK(find_outliers(row({7})).indices.empty());
}

}  // namespace
}  // namespace vitviz::maps
