// SPDX-License-Identifier: Apache-2.0
#include "maps/fuse_heads.h"

#include <algorithm>
#include <random>
#include <stdexcept>

#include <doctest/doctest.h>

#include "support/matrix_near.h"

namespace vitviz::maps {
namespace {

constexpr double kTolerance = 1e-6;  // float32 sums of at most 16 numbers below 1

tensor::Matrix random_heads(int heads, int patches) {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> share(0.0F, 1.0F);
  tensor::Matrix maps(heads, patches);
  for (float& value : maps.reshaped()) value = share(random);
  return maps;
}

TEST_CASE("fuse_heads: mean, max and min of known numbers") {
  const tensor::Matrix heads{{0.5F, 0.0F, 0.25F}, {0.25F, 1.0F, 0.25F}};
  CHECK(fuse_heads(heads, tensor::HeadFusion::kMean) == tensor::Vector{{0.375F, 0.5F, 0.25F}});
  CHECK(fuse_heads(heads, tensor::HeadFusion::kMax) == tensor::Vector{{0.5F, 1.0F, 0.25F}});
  CHECK(fuse_heads(heads, tensor::HeadFusion::kMin) == tensor::Vector{{0.25F, 0.0F, 0.25F}});
}

TEST_CASE("fuse_heads agrees with sums in double") {
  for (const int heads : {1, 3, 16}) {
    const tensor::Matrix maps = random_heads(heads, 37);
    const tensor::Matrix mean = maps.cast<double>().colwise().mean().cast<float>();
    test::check_near(fuse_heads(maps, tensor::HeadFusion::kMean), mean, kTolerance);
    CHECK(fuse_heads(maps, tensor::HeadFusion::kMax) == tensor::Vector(maps.colwise().maxCoeff()));
    CHECK(fuse_heads(maps, tensor::HeadFusion::kMin) == tensor::Vector(maps.colwise().minCoeff()));
  }
}

TEST_CASE("fuse_heads: one head is itself, and columns of a larger matrix will do") {
  const tensor::Matrix tokens = random_heads(1, 9);  // CLS row with 4 prefix tokens before it
  for (const tensor::HeadFusion fusion :
       {tensor::HeadFusion::kMean, tensor::HeadFusion::kMax, tensor::HeadFusion::kMin}) {
    CHECK(fuse_heads(tokens.rightCols(5), fusion) == tensor::Vector(tokens.rightCols(5)));
  }
}

TEST_CASE("fuse_heads of no heads is a bug of the caller") {
  CHECK_THROWS_AS((void)fuse_heads(tensor::Matrix(0, 4), tensor::HeadFusion::kMean),
                  std::logic_error);
}

}  // namespace
}  // namespace vitviz::maps
