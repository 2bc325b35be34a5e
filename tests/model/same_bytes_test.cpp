// SPDX-License-Identifier: Apache-2.0
// Threads share out tokens, and each number of them in parts of another size, the last part short.
// That must not show in any bit of the result, on whatever processor.
#include <algorithm>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "model/capture.h"
#include "model/random_model.h"
#include "support/random_matrix.h"

namespace vitviz::model {
namespace {

constexpr Architecture kNarrow{192, 3, 2, 768, 16};
constexpr Architecture kWide{768, 12, 2, 3072, 16};

// 196 patches are what most models are trained with; the others leave 1 to 3 tokens over when they
// are divided into parts.
constexpr tensor::PatchGrid kGrids[] = {{14, 14}, {1, 1}, {3, 5}, {16, 16}, {13, 17}, {27, 19}};

bool same(tensor::ConstMatrixRef a, tensor::ConstMatrixRef b) {
  return a.rows() == b.rows() && a.cols() == b.cols() && (a.array() == b.array()).all();
}

void check_threads(const Architecture& architecture, nn::Precision precision) {
  const VisionTransformer model = random_model(architecture, "random", precision);
  for (const tensor::PatchGrid grid : kGrids) {
    const tensor::Matrix patches = test::random_matrix(grid.count(), 3 * 16 * 16, 7);
    const auto want = test::capture(model, patches, grid, Goal::kTokens, 1);
    for (const int threads : {2, 3, 5}) {
      CAPTURE(fmt::format("{} x {} patches, {} threads", grid.rows, grid.cols, threads));
      const auto got = test::capture(model, patches, grid, Goal::kTokens, threads);
      CHECK(same(got.result.tokens, want.result.tokens));
      CHECK(std::ranges::equal(got.attention.values(), want.attention.values()));
    }
  }
}

TEST_CASE("in f32 a narrow model gives the same bytes for every number of threads") {
  check_threads(kNarrow, nn::Precision::kF32);
}

TEST_CASE("in f32 a wide model gives the same bytes for every number of threads") {
  check_threads(kWide, nn::Precision::kF32);
}

TEST_CASE("in bf16 a narrow model gives the same bytes for every number of threads") {
  if (nn::computes_bf16()) check_threads(kNarrow, nn::Precision::kBf16);
}

TEST_CASE("in bf16 a wide model gives the same bytes for every number of threads") {
  if (nn::computes_bf16()) check_threads(kWide, nn::Precision::kBf16);
}

}  // namespace
}  // namespace vitviz::model
