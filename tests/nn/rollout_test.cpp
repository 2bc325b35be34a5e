// SPDX-License-Identifier: Apache-2.0
// A carried row against the full product of T × T matrices in double precision.
#include "nn/rollout.h"

#include <cmath>

#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

using tensor::HeadFusion;
using test::DoubleMatrix;

// Rows sum to 1, and each number is a sum of T products of weights.
constexpr double kTolerance = 1e-6;

struct Block {
  tensor::Matrix q;  // [T, D]
  tensor::Matrix k;  // [keys, D]
  int heads;
};

Block random_block(int tokens, int keys, int heads, int width) {
  return {test::random_matrix(tokens, heads * width, 1),
          test::random_matrix(keys, heads * width, 2), heads};
}

// softmax(q kᵀ / √K) of one head, [T, keys].
DoubleMatrix weights_of(const Block& block, int head, const tensor::Matrix& bias) {
  const Eigen::Index width = block.q.cols() / block.heads;
  DoubleMatrix weights = block.q.middleCols(head * width, width).cast<double>() *
                         block.k.middleCols(head * width, width).cast<double>().transpose() /
                         std::sqrt(static_cast<double>(width));
  if (bias.size() > 0) weights += bias.cast<double>();
  weights = weights.array().exp();
  return weights.array().colwise() / weights.rowwise().sum().array();
}

// Ã, [T, T].
DoubleMatrix step_of(const Block& block, const HeadGroup& heads, const tensor::Matrix& bias = {}) {
  DoubleMatrix fused = weights_of(block, heads.first, bias);
  for (int head = heads.first + 1; head < heads.first + heads.count; ++head) {
    const DoubleMatrix weights = weights_of(block, head, bias);
    if (heads.fusion == HeadFusion::kMean) fused += weights;
    if (heads.fusion == HeadFusion::kMax) fused = fused.cwiseMax(weights);
    if (heads.fusion == HeadFusion::kMin) fused = fused.cwiseMin(weights);
  }
  if (heads.fusion == HeadFusion::kMean) fused /= heads.count;
  DoubleMatrix step = fused.leftCols(block.q.rows());
  step += DoubleMatrix::Identity(step.rows(), step.cols());
  return step.array().colwise() / step.rowwise().sum().array();
}

tensor::Matrix carried(const Block& block, const HeadGroup& heads, tensor::Matrix rows,
                       const ScoreBias& bias = {}, int thread_count = 2) {
  base::ThreadPool threads(thread_count);
  const auto width = static_cast<int>(block.q.cols()) / block.heads;
  Attention attention({block.heads, width, static_cast<int>(block.k.rows())}, Precision::kF32,
                      threads.size());
  attention.set_keys(0, block.k);
  carry_back(attention, block.q, bias, heads, rows, threads);
  return rows;
}

void check_against_product(const Block& block, const HeadGroup& heads) {
  const tensor::Matrix rows = test::random_matrix(3, block.q.rows(), 5);
  const DoubleMatrix want = rows.cast<double>() * step_of(block, heads);
  test::check_near(carried(block, heads, rows), want.cast<float>(), 10 * kTolerance);
}

TEST_CASE("a carried row is that of the full product, for every fusion and group of heads") {
  const Block block = random_block(50, 50, 4, 16);
  for (const HeadFusion fusion : {HeadFusion::kMean, HeadFusion::kMax, HeadFusion::kMin}) {
    check_against_product(block, {0, 4, fusion});
    check_against_product(block, {1, 2, fusion});
    check_against_product(block, {3, 1, fusion});
  }
}

TEST_CASE("any number of tokens, in tails and over many tasks") {
  for (const int tokens : {1, 2, 5, 6, 7, 13, 97, 601}) {
    CAPTURE(tokens);
    check_against_product(random_block(tokens, tokens, 2, 8), {0, 2, HeadFusion::kMean});
  }
}

TEST_CASE("what goes to a learned key is left out, and rows still sum to 1") {
  const Block block = random_block(20, 21, 2, 8);
  check_against_product(block, {0, 2, HeadFusion::kMean});
  tensor::Matrix start = tensor::Matrix::Zero(1, 20);
  start(0, 0) = 1;
  CHECK(carried(block, {0, 2, HeadFusion::kMax}, start).sum() == doctest::Approx(1));
}

TEST_CASE("a bias counts") {
  const Block block = random_block(20, 20, 2, 8);
  const tensor::Matrix all = test::random_matrix(20, 20, 9);
  const ScoreBias bias = [&all](int, int first_query, int first_key, tensor::MatrixRef part) {
    part = all.block(first_query, first_key, part.rows(), part.cols());
  };
  const tensor::Matrix rows = tensor::Matrix::Identity(20, 20);
  const HeadGroup heads{0, 2, HeadFusion::kMin};
  test::check_near(carried(block, heads, rows, bias), step_of(block, heads, all).cast<float>(),
                   kTolerance);
}

TEST_CASE("attention to itself alone changes nothing, attention to all alike gives half away") {
  Block block = random_block(8, 8, 1, 8);
  const tensor::Matrix rows = tensor::Matrix::Identity(8, 8);
  block.q = 100 * tensor::Matrix::Identity(8, 8);
  block.k = block.q;
  test::check_near(carried(block, {}, rows), rows, kTolerance);
  block.q.setZero();
  const tensor::Matrix half = 0.5F * rows + tensor::Matrix::Constant(8, 8, 1.0F / 16);
  test::check_near(carried(block, {}, rows), half, kTolerance);
}

TEST_CASE("rollout gives the same bytes for every number of threads") {
  const Block block = random_block(300, 300, 2, 16);
  const tensor::Matrix rows = test::random_matrix(2, 300, 7);
  const tensor::Matrix want = carried(block, {0, 2, HeadFusion::kMax}, rows, {}, 1);
  for (const int threads : {2, 3}) {
    CHECK(carried(block, {0, 2, HeadFusion::kMax}, rows, {}, threads) == want);
  }
}

}  // namespace
}  // namespace vitviz::nn
