// SPDX-License-Identifier: Apache-2.0
#include "nn/attention.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <numbers>

#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

// Shares are below 1, and relative errors those of scores, sums of K products of normal numbers.
constexpr double kWeightTolerance = 2e-6;
constexpr double kOutputTolerance = 5e-6;  // means of normal numbers
// The twin rounds queries, keys and values too. What is left are the weights, rounded to 8 bits: an
// error of 2^-9 of values up to 4.5, in the worst case of all with the same sign.
constexpr double kRoundedOutputTolerance = 4.5 / 512;

struct Inputs {
  tensor::Matrix q, k, v;
  int heads;

  Inputs(int queries, int keys, int head_count, int width)
      : q(test::random_matrix(queries, head_count * width, 1)),
        k(test::random_matrix(keys, head_count * width, 2)),
        v(test::random_matrix(keys, head_count * width, 3)),
        heads(head_count) {}
  [[nodiscard]] int width() const { return static_cast<int>(q.cols()) / heads; }
};

struct Outputs {
  tensor::Matrix output;
  tensor::Matrix observed;
};

Outputs attend(const Inputs& in, Precision precision, const ObservedQueries& observed = {},
               const ScoreBias& bias = {}, int thread_count = 2) {
  base::ThreadPool threads(thread_count);
  const auto keys = static_cast<int>(in.k.rows());
  Attention attention({in.heads, in.width(), keys}, precision, threads.size());
  // In two parts, as a model with a learned key does it.
  const int first = keys / 3;
  attention.set_keys(0, in.k.topRows(first));
  attention.set_values(0, in.v.topRows(first));
  attention.set_keys(first, in.k.bottomRows(keys - first));
  attention.set_values(first, in.v.bottomRows(keys - first));
  Outputs out{tensor::Matrix(in.q.rows(), in.q.cols()), tensor::Matrix(in.heads, keys)};
  attention.attend({in.q, bias, {&observed, 1}, out.observed, out.output}, threads);
  return out;
}

// bfloat16 by its definition: the upper half of a float, rounded to nearest even.
float rounded(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  return std::bit_cast<float>((bits + 0x7FFFU + ((bits >> 16U) & 1U)) & 0xFFFF0000U);
}

test::DoubleMatrix operand(const tensor::Matrix& all, int first, int width, Precision precision,
                           float scale = 1) {
  const tensor::Matrix part = scale * all.middleCols(first, width);
  if (precision == Precision::kF32) return part.cast<double>();
  return part.unaryExpr(&rounded).cast<double>();
}

Outputs naive(const Inputs& in, Precision precision, const ObservedQueries& observed = {},
              const tensor::Matrix& bias = {}) {
  const int width = in.width();
  Outputs out{tensor::Matrix(in.q.rows(), in.q.cols()), tensor::Matrix(in.heads, in.k.rows())};
  const float scale = std::numbers::log2e_v<float> / std::sqrt(static_cast<float>(width));
  for (int head = 0; head < in.heads; ++head) {
    const int first = head * width;
    test::DoubleMatrix weights = operand(in.q, first, width, precision, scale) *
                                 operand(in.k, first, width, precision).transpose() *
                                 std::numbers::ln2;
    if (bias.size() > 0) weights += bias.cast<double>();
    for (Eigen::Index row = 0; row < weights.rows(); ++row) {
      weights.row(row) = (weights.row(row).array() - weights.row(row).maxCoeff()).exp();
      weights.row(row) /= weights.row(row).sum();
    }
    out.observed.row(head) =
        weights.middleRows(observed.first, observed.count).colwise().mean().cast<float>();
    out.output.middleCols(first, width) =
        (weights * operand(in.v, first, width, precision)).cast<float>();
  }
  return out;
}

void check_against_twin(const Inputs& in) {
  for (const Precision precision : {Precision::kF32, Precision::kBf16}) {
    if (precision == Precision::kBf16 && !computes_bf16()) continue;
    const bool is_f32 = precision == Precision::kF32;
    CAPTURE(is_f32);
    const Outputs got = attend(in, precision);
    const Outputs want = naive(in, precision);
    test::check_near(got.observed, want.observed, kWeightTolerance);
    test::check_near(got.output, want.output, is_f32 ? kOutputTolerance : kRoundedOutputTolerance);
  }
}

TEST_CASE("attention agrees with its double twin for every width of a head") {
  for (const int width : {1, 16, 25, 32, 64, 80, 88, 104, 128}) {
    CAPTURE(width);
    check_against_twin(Inputs(55, 201, 2, width));
  }
}

TEST_CASE("attention agrees with its double twin for every number of tokens in a tail") {
  for (int tokens = 1; tokens <= 70; ++tokens) {
    CAPTURE(tokens);
    check_against_twin(Inputs(tokens, tokens, 1, 32));
  }
}

TEST_CASE("attention agrees with its double twin where keys come in several blocks") {
  for (const int keys : {511, 512, 513, 1025, 2304, 5000}) {
    CAPTURE(keys);
    check_against_twin(Inputs(13, keys, 2, 64));
  }
}

TEST_CASE("the mean of many observed queries is that of their rows") {
  const Inputs in(301, 301, 3, 40);
  for (const ObservedQueries observed : {ObservedQueries{1, 300}, {5, 6}, {0, 301}, {300, 1}}) {
    CAPTURE(observed.count);
    const Outputs got = attend(in, Precision::kF32, observed);
    test::check_near(got.observed, naive(in, Precision::kF32, observed).observed, kWeightTolerance);
  }
}

TEST_CASE("several queries are observed side by side, query by query") {
  const Inputs in(40, 300, 3, 16);
  const std::vector<ObservedQueries> observed = {{7, 1}, {0, 40}, {39, 1}, {7, 1}};
  base::ThreadPool threads(2);
  Attention attention({in.heads, in.width(), 300}, Precision::kF32, threads.size());
  attention.set_keys(0, in.k);
  tensor::Matrix got(4 * in.heads, 300);
  tensor::Matrix nothing(0, in.q.cols());
  attention.attend({in.q, {}, observed, got, nothing}, threads);
  for (std::size_t i = 0; i < observed.size(); ++i) {
    test::check_near(got.middleRows(static_cast<int>(i) * in.heads, in.heads),
                     naive(in, Precision::kF32, observed[i]).observed, kWeightTolerance);
  }
}

TEST_CASE("a bias is added to the scores, block by block of keys") {
  const Inputs in(20, 700, 2, 32);
  const tensor::Matrix all = test::random_matrix(20, 700, 9);
  const ScoreBias bias = [&all](int, int first_query, int first_key, tensor::MatrixRef part) {
    part = all.block(first_query, first_key, part.rows(), part.cols());
  };
  const Outputs got = attend(in, Precision::kF32, {2, 1}, bias);
  const Outputs want = naive(in, Precision::kF32, {2, 1}, all);
  test::check_near(got.observed, want.observed, kWeightTolerance);
  test::check_near(got.output, want.output, kOutputTolerance);
}

TEST_CASE("scores of any size have softmax weights") {
  Inputs in(7, 600, 1, 16);
  in.q *= 1000;
  // The largest score takes all: its value is the result.
  const Outputs got = attend(in, Precision::kF32);
  CHECK(got.output.allFinite());
  CHECK(got.observed.sum() == doctest::Approx(1));
}

TEST_CASE("the same bytes for every number of threads") {
  const Inputs in(300, 700, 3, 32);
  for (const Precision precision : {Precision::kF32, Precision::kBf16}) {
    if (precision == Precision::kBf16 && !computes_bf16()) continue;
    const Outputs want = attend(in, precision, {1, 299}, {}, 1);
    for (const int count : {2, 3, 4}) {
      CAPTURE(count);
      const Outputs got = attend(in, precision, {1, 299}, {}, count);
      CHECK(got.output == want.output);
      CHECK(got.observed == want.observed);
    }
  }
}

}  // namespace
}  // namespace vitviz::nn
