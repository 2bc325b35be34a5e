// SPDX-License-Identifier: Apache-2.0
// One thread's part of attention against softmax(q kᵀ / √K + bias) v, written out in double
// precision: any number of queries and keys, below and above what fits one tile.
#include "nn/attention_tiles.h"

#include <cmath>

#include <doctest/doctest.h>

#include "base/stopped.h"
#include "nn/panel_rows.h"
#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

using test::DoubleMatrix;

constexpr double kTolerance = 5e-6;  // sums of K products of normal numbers, in floats
constexpr double kRoundedTolerance =
    0.1;  // with scores of bfloat16: 2^-8 of scores up to some tens

struct Head {
  tensor::Matrix q, k, v;
  Panels keys, values;

  Head(const PanelProduct& product, int queries, int key_count, int width)
      : q(test::random_matrix(queries, width, 1)),
        k(test::random_matrix(key_count, width, 2)),
        v(test::random_matrix(key_count, width, 3)),
        keys(product, static_cast<std::size_t>(width), static_cast<std::size_t>(key_count)),
        values(product, static_cast<std::size_t>(key_count), static_cast<std::size_t>(width)) {
    const auto count = static_cast<std::size_t>(key_count);
    keys.set_columns(0, count, panel_rows(product, k));
    values.set_rows(0, count, panel_rows(product, v), static_cast<std::size_t>(width));
  }

  [[nodiscard]] AttentionShape shape() const {
    return {1, static_cast<int>(q.cols()), static_cast<int>(k.rows())};
  }

  // The softmax weights, [queries, keys].
  [[nodiscard]] DoubleMatrix weights(const DoubleMatrix& bias) const {
    DoubleMatrix scores = q.cast<double>() * k.cast<double>().transpose();
    scores = scores / std::sqrt(static_cast<double>(q.cols())) + bias;
    for (Eigen::Index i = 0; i < scores.rows(); ++i) {
      scores.row(i) = (scores.row(i).array() - scores.row(i).maxCoeff()).exp();
      scores.row(i) /= scores.row(i).sum();
    }
    return scores;
  }
  [[nodiscard]] DoubleMatrix no_bias() const { return DoubleMatrix::Zero(q.rows(), k.rows()); }
};

tensor::Matrix output_of(const Head& head, const PanelProduct& product, const ScoreBias& bias) {
  AttentionTiles tiles(product, head.shape());
  tensor::Matrix output = tensor::Matrix::Constant(head.q.rows(), head.q.cols(), 99);
  const auto queries = static_cast<int>(head.q.rows());
  for (int first = 0; first < queries; first += tiles.most_queries()) {
    const int count = std::min(tiles.most_queries(), queries - first);
    tiles.write_output({head.q, bias, 0, first, count}, head.keys, head.values, output,
                       StepTimer(nullptr, 0), {});
  }
  return output;
}

// 512 keys are a tile's most, in AMX's tiles 256; 48 or 64 queries are taken together, six or 32 a
// tile.
constexpr int kKeyCounts[] = {1, 2, 17, 64, 255, 256, 257, 511, 512, 513, 1030};
constexpr int kQueryCounts[] = {1, 5, 6, 7, 16, 17, 32, 33, 48, 49, 64, 65};

TEST_CASE("the output of tiles is the mean of the values by their softmax weights") {
  const PanelProduct& product = panel_product(Precision::kF32);
  for (const int keys : kKeyCounts) {
    for (const int queries : kQueryCounts) {
      CAPTURE(keys);
      CAPTURE(queries);
      const Head head(product, queries, keys, 24);
      const DoubleMatrix want = head.weights(head.no_bias()) * head.v.cast<double>();
      test::check_near(output_of(head, product, {}), want.cast<float>(), kTolerance);
    }
  }
}

TEST_CASE("with operands of bfloat16 the output stays near") {
  if (!computes_bf16()) return;
  const PanelProduct& product = panel_product(Precision::kBf16);
  for (const int keys : kKeyCounts) {
    for (const int queries : kQueryCounts) {
      CAPTURE(keys);
      CAPTURE(queries);
      const Head head(product, queries, keys, 24);
      const DoubleMatrix want = head.weights(head.no_bias()) * head.v.cast<double>();
      test::check_near(output_of(head, product, {}), want.cast<float>(), kRoundedTolerance);
    }
  }
}

TEST_CASE("the softmax weights of up to six queries") {
  const PanelProduct& product = panel_product(Precision::kF32);
  for (const int keys : kKeyCounts) {
    const Head head(product, 20, keys, 32);
    const DoubleMatrix want = head.weights(head.no_bias());
    AttentionTiles tiles(product, head.shape());
    for (const int count : {1, 4, 6}) {
      CAPTURE(keys);
      CAPTURE(count);
      const int first = 20 - count;
      tiles.compute_weights({head.q, {}, 0, first, count}, head.keys);
      for (int i = 0; i < count; ++i) {
        const tensor::Vector got = tiles.weights(i);
        const tensor::Vector of_twin = want.row(first + i).cast<float>();
        test::check_near(got, of_twin, kTolerance);
      }
    }
  }
}

TEST_CASE("a bias is added to the scores of its own queries and keys") {
  const PanelProduct& product = panel_product(Precision::kF32);
  const Head head(product, 50, 700, 16);
  const auto value = [](int query, int key) {
    return std::sin(0.1F * static_cast<float>(query * 7 + key));
  };
  const ScoreBias bias = [&](int, int first_query, int first_key, tensor::MatrixRef out) {
    for (Eigen::Index i = 0; i < out.rows(); ++i) {
      for (Eigen::Index j = 0; j < out.cols(); ++j) {
        out(i, j) = value(first_query + static_cast<int>(i), first_key + static_cast<int>(j));
      }
    }
  };
  const DoubleMatrix added =
      DoubleMatrix::NullaryExpr(50, 700, [&](Eigen::Index i, Eigen::Index j) {
        return static_cast<double>(value(static_cast<int>(i), static_cast<int>(j)));
      });
  const DoubleMatrix want = head.weights(added) * head.v.cast<double>();
  test::check_near(output_of(head, product, bias), want.cast<float>(), kTolerance);
}

TEST_CASE("one key gets all, equal keys the same, a far better one nearly all") {
  const PanelProduct& product = panel_product(Precision::kF32);
  const Head one(product, 3, 1, 8);
  test::check_near(output_of(one, product, {}), one.v.replicate(3, 1), kTolerance);

  Head equal(product, 2, 600, 8);
  equal.q.setZero();
  const tensor::Matrix mean = equal.v.colwise().mean().replicate(2, 1);
  test::check_near(output_of(equal, product, {}), mean, kTolerance);

  Head better(product, 1, 600, 8);
  better.q.row(0) = 1e4F * better.k.row(571);
  Eigen::Index best = 0;
  (better.k * better.q.transpose()).col(0).maxCoeff(&best);
  test::check_near(output_of(better, product, {}), better.v.row(best), kTolerance);
}

TEST_CASE("a stop that was asked for ends it before anything is written") {
  const PanelProduct& product = panel_product(Precision::kF32);
  const Head head(product, 6, 64, 16);
  AttentionTiles tiles(product, head.shape());
  tensor::Matrix output = tensor::Matrix::Constant(6, 16, 99);
  std::stop_source source;
  source.request_stop();
  CHECK_THROWS_AS(tiles.write_output({head.q, {}, 0, 0, 6}, head.keys, head.values, output,
                                     StepTimer(nullptr, 0), source.get_token()),
                  base::Stopped);
  CHECK(output.isConstant(99));
}

}  // namespace
}  // namespace vitviz::nn
