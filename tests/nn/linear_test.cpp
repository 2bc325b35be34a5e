// SPDX-License-Identifier: Apache-2.0
#include "nn/linear.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

// Sums of `in` products of normal numbers, relative to their size √in: measured 3e-7.
constexpr double kTolerance = 2e-6;

test::DoubleMatrix naive(const tensor::Matrix& x, const tensor::Matrix& weights,
                         const tensor::Vector& bias) {
  test::DoubleMatrix y = x.cast<double>() * weights.cast<double>().transpose();
  y.rowwise() += bias.cast<double>().row(0);
  return y;
}

struct Layer {
  tensor::Matrix weights;
  tensor::Vector bias;
  tensor::Matrix x;

  Layer(int rows, int in, int out)
      : weights(test::random_matrix(out, in, 1)),
        bias(test::random_matrix(1, out, 2)),
        x(test::random_matrix(rows, in, 3)) {}
};

TEST_CASE("a linear layer agrees with its double twin") {
  for (const int rows : {1, 5, 63, 64, 65, 201}) {
    for (const auto& shape : {std::pair{1, 1}, {3, 7}, {64, 192}, {192, 64}, {257, 129}}) {
      const int in = shape.first;
      const int out = shape.second;
      CAPTURE(rows);
      CAPTURE(in);
      CAPTURE(out);
      const Layer layer(rows, in, out);
      tensor::Matrix y(rows, out);
      Linear(layer.weights, layer.bias).apply(layer.x, y);
      test::check_near(y, naive(layer.x, layer.weights, layer.bias).cast<float>(),
                       kTolerance * 5 * std::sqrt(in));
    }
  }
}

TEST_CASE("the residual is added to what is there") {
  const Layer layer(70, 32, 16);
  const tensor::Matrix before = test::random_matrix(70, 16, 4);
  tensor::Matrix y = before;
  Linear(layer.weights, layer.bias).apply(layer.x, y, Store::kAdd);
  const tensor::Matrix want = naive(layer.x, layer.weights, layer.bias).cast<float>() + before;
  test::check_near(y, want, kTolerance * 5 * std::sqrt(32));
}

TEST_CASE("views of wider matrices are read and written in place") {
  const Layer layer(10, 8, 4);
  tensor::Matrix wide_x = tensor::Matrix::Constant(10, 20, 99);
  wide_x.middleCols(5, 8) = layer.x;
  tensor::Matrix wide_y = tensor::Matrix::Constant(10, 9, 77);
  Linear(layer.weights, layer.bias).apply(wide_x.middleCols(5, 8), wide_y.leftCols(4));
  test::check_near(wide_y.leftCols(4), naive(layer.x, layer.weights, layer.bias).cast<float>(),
                   kTolerance * 5 * std::sqrt(8));
  CHECK(wide_y.rightCols(5).isConstant(77));
}

TEST_CASE("parts of the rows give the same bytes as all of them") {
  constexpr int kRows = 197;
  // Every size; without AVX-512 every sixth, for QEMU, which plays such processors, is slow.
  const int step = multiplies_bf16() ? 1 : row_parts(Precision::kF32).unit;
  for (const Precision precision : {Precision::kF32, Precision::kBf16}) {
    if (precision == Precision::kBf16 && !computes_bf16()) continue;
    for (const auto& [in, out] : {std::pair{192, 768}, std::pair{768, 192}}) {
      const Layer layer(kRows, in, out);
      const Linear linear(layer.weights, layer.bias, precision);
      tensor::Matrix whole(kRows, out);
      linear.apply(layer.x, whole);
      for (int size = step; size < kRows; size += step) {
        CAPTURE((precision == Precision::kBf16 ? "bf16" : "f32"));
        CAPTURE(in);
        CAPTURE(size);  // the last part has fewer rows, often a single one
        tensor::Matrix parts(kRows, out);
        for (int first = 0; first < kRows; first += size) {
          const int count = std::min(size, kRows - first);
          linear.apply(layer.x.middleRows(first, count), parts.middleRows(first, count));
        }
        CHECK((parts.array() == whole.array()).all());
      }
    }
  }
}

TEST_CASE("in bfloat16 operands are rounded and sums are not") {
  if (!computes_bf16()) return;
  for (const int rows : {1, 50, 64}) {
    // Numbers of few digits are exact in bfloat16, so the result is that of f32.
    const auto coarse = [](const tensor::Matrix& m) -> tensor::Matrix {
      return (m.array() * 16).round() / 16;
    };
    Layer layer(rows, 192, 96);
    layer.weights = coarse(layer.weights);
    layer.x = coarse(layer.x);
    tensor::Matrix y(rows, 96);
    Linear(layer.weights, layer.bias, Precision::kBf16).apply(layer.x, y);
    test::check_near(y, naive(layer.x, layer.weights, layer.bias).cast<float>(),
                     kTolerance * 5 * std::sqrt(192));
  }
}

}  // namespace
}  // namespace vitviz::nn
