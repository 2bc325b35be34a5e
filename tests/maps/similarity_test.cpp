// SPDX-License-Identifier: Apache-2.0
#include "maps/similarity.h"

#include <cmath>

#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/npy_reader.h"
#include "support/random_matrix.h"

namespace vitviz::maps {
namespace {

constexpr double kRounding = 1e-7;
constexpr double kTolerance = 1e-5;  // the promise
constexpr int kPrefix = 3;

TEST_CASE("the cosine knows directions, not lengths") {
  const tensor::Matrix tokens = (tensor::Matrix(5, 2) << 3, 0, -7, 0, 0, 2, 1, 1, 0, 0).finished();
  const tensor::Vector query = (tensor::Vector(2) << 0.5F, 0).finished();
  const float half_root = std::sqrt(0.5F);
  test::check_near(cosine_similarity(tokens, query),
                   (tensor::Vector(5) << 1, -1, 0, half_root, 0).finished(), kRounding);
}

TEST_CASE("tokens of any size neither overflow nor vanish") {
  const tensor::Matrix tokens = test::random_matrix(9, 20, 1);
  const tensor::Vector want = cosine_similarity(tokens, tokens.row(4));
  CHECK(want(4) == 1.0F);
  for (const float scale : {1e-25F, 1e30F}) {
    test::check_near(cosine_similarity(scale * tokens, scale * tokens.row(4)), want, kRounding);
  }
}

// tests/reference/maps/make_maps.py
TEST_CASE("similarities are those that numpy computes") {
  const test::Array blocks = test::read_npy(test::reference("maps/blocks.npy"));
  const test::Array want = test::read_npy(test::reference("maps/similarity.block.npy"));
  const Eigen::Index tokens = blocks.shape[1];
  int row = 0;
  for (const int start : {0, kPrefix + 5, kPrefix + 22}) {
    for (int block = 0; block < 3; ++block) {
      const tensor::Matrix all = blocks.matrix().middleRows(block * tokens, tokens);
      test::check_near(cosine_similarity(all.bottomRows(tokens - kPrefix), all.row(start)),
                       want.matrix().row(row++), kTolerance);
    }
  }
}

}  // namespace
}  // namespace vitviz::maps
