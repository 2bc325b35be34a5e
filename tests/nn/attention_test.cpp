// SPDX-License-Identifier: Apache-2.0
#include "nn/attention.h"

#include <cmath>
#include <cstring>

#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

constexpr double kShareTolerance = 2e-6;  // attention is below 1; scores are sums of K products
constexpr double kMixedTolerance = 5e-6;  // means of normal numbers

struct Naive {
  tensor::Matrix mixed;
  tensor::Matrix first_rows;
};

Naive naive_attention(const tensor::Matrix& q, const tensor::Matrix& k, const tensor::Matrix& v,
                      int heads) {
  const Eigen::Index width = q.cols() / heads;
  Naive result{tensor::Matrix(q.rows(), q.cols()), tensor::Matrix(heads, k.rows())};
  for (int head = 0; head < heads; ++head) {
    const auto part = [&](const tensor::Matrix& all) {
      return all.middleCols(head * width, width).cast<double>().eval();
    };
    test::DoubleMatrix shares =
        part(q) * part(k).transpose() / std::sqrt(static_cast<double>(width));
    for (Eigen::Index row = 0; row < shares.rows(); ++row) {
      shares.row(row) = (shares.row(row).array() - shares.row(row).maxCoeff()).exp();
      shares.row(row) /= shares.row(row).sum();
    }
    result.first_rows.row(head) = shares.row(0).cast<float>();
    result.mixed.middleCols(head * width, width) = (shares * part(v)).cast<float>();
  }
  return result;
}

TEST_CASE("attention agrees with its double twin, tile by tile") {
  base::ThreadPool threads(2);
  for (const int tokens : {1, 2, 63, 64, 65, 201, 405}) {
    for (const auto& shape : {std::pair{1, 16}, {3, 64}, {2, 80}, {4, 25}}) {
      const int heads = shape.first;
      const int width = shape.second;
      CAPTURE(tokens);
      CAPTURE(heads);
      CAPTURE(width);
      const tensor::Matrix q = test::random_matrix(tokens, heads * width, 1);
      const tensor::Matrix k = test::random_matrix(tokens, heads * width, 2);
      const tensor::Matrix v = test::random_matrix(tokens, heads * width, 3);
      tensor::Matrix mixed(tokens, heads * width);
      tensor::Matrix first_rows(heads, tokens);
      AttentionScratch scratch(heads, tokens, threads.size());
      attend(q, k, v, {0, 1}, {}, mixed, first_rows, scratch, threads);

      const Naive want = naive_attention(q, k, v, heads);
      test::check_near(first_rows, want.first_rows, kShareTolerance);
      test::check_near(mixed, want.mixed, kMixedTolerance);

      tensor::Matrix rows(heads, tokens);
      attend_from_one(q.topRows(1), k, rows);
      test::check_near(rows, want.first_rows, kShareTolerance);
    }
  }
}

TEST_CASE("the same bytes for every number of threads") {
  const tensor::Matrix qkv = test::random_matrix(300, 3 * 96, 5);
  const auto run = [&](int count) {
    base::ThreadPool threads(count);
    AttentionScratch scratch(3, 300, count);
    tensor::Matrix mixed(300, 96);
    tensor::Matrix first_rows(3, 300);
    attend(qkv.leftCols(96), qkv.middleCols(96, 96), qkv.rightCols(96), {1, 299}, {}, mixed,
           first_rows, scratch, threads);
    return mixed;
  };
  const tensor::Matrix want = run(1);
  for (const int count : {2, 3, 4}) {
    const tensor::Matrix got = run(count);
    CHECK(std::memcmp(got.data(), want.data(), sizeof(float) * 300 * 96) == 0);
  }
}

}  // namespace
}  // namespace vitviz::nn
