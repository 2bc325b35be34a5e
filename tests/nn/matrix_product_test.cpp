// SPDX-License-Identifier: Apache-2.0
// Whoever multiplies, and whatever other rows there are, a row's product is its own.
#include "nn/matrix_product.h"

#include <cmath>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

constexpr int kIn = 96;
constexpr int kOut = 40;
constexpr int kRows = 101;
constexpr double kTolerance = 1e-4;  // of sums of 96 products of normal numbers; measured 4e-6

struct Layer {
  tensor::Matrix weights = test::random_matrix(kOut, kIn, 1);
  tensor::Vector bias = test::random_matrix(1, kOut, 2);
  tensor::Matrix x = test::random_matrix(kRows, kIn, 3);

  [[nodiscard]] tensor::Matrix product(const PackedWeights& packed, int first, int count) const {
    tensor::Matrix y(count, kOut);
    packed.multiply(x.middleRows(first, count), bias, y, Store::kReplace);
    return y;
  }
};

std::vector<Precision> precisions() {
  if (!computes_bf16()) return {Precision::kF32};
  return {Precision::kF32, Precision::kBf16};
}

TEST_CASE("a row alone is the row among others, to the bit") {
  const Layer layer;
  for (const Precision precision : precisions()) {
    const PackedWeights packed(layer.weights, precision);
    const tensor::Matrix whole = layer.product(packed, 0, kRows);
    for (const int row : {0, 1, 50, kRows - 1}) {
      CAPTURE(row);
      CHECK(layer.product(packed, row, 1) == whole.middleRows(row, 1));
    }
    for (const int count : {1, 2, 3, 47, 48, 49, 100}) {
      CAPTURE(count);
      CHECK(layer.product(packed, 0, count) == whole.topRows(count));
    }
  }
}

TEST_CASE("a single row is added to what is there, once") {
  const Layer layer;
  for (const Precision precision : precisions()) {
    const PackedWeights packed(layer.weights, precision);
    const tensor::Matrix once = layer.product(packed, 0, 1);
    tensor::Matrix y = tensor::Matrix::Constant(1, kOut, 3);
    packed.multiply(layer.x.topRows(1), layer.bias, y, Store::kAdd);
    test::check_near(y, once.array() + 3, kTolerance);
  }
}

TEST_CASE("what lies beside the rows of y is left alone") {
  const Layer layer;
  const PackedWeights packed(layer.weights, Precision::kF32);
  for (const int count : {1, 5, 48, 60}) {
    CAPTURE(count);
    tensor::Matrix wide = tensor::Matrix::Constant(count + 2, kOut + 7, 77);
    packed.multiply(layer.x.topRows(count), layer.bias, wide.block(1, 3, count, kOut),
                    Store::kReplace);
    // Rows that lie further apart may be added up in another order.
    test::check_near(wide.block(1, 3, count, kOut), layer.product(packed, 0, count), kTolerance);
    CHECK(wide.row(0).isConstant(77));
    CHECK(wide.row(count + 1).isConstant(77));
    CHECK(wide.leftCols(3).isConstant(77));
    CHECK(wide.rightCols(4).isConstant(77));
  }
}

TEST_CASE("several threads may use the same weights at once") {
  const Layer layer;
  const PackedWeights packed(layer.weights, Precision::kF32);
  const tensor::Matrix want = layer.product(packed, 0, kRows);
  std::vector<tensor::Matrix> got(4);
  std::vector<std::jthread> threads;
  for (tensor::Matrix& y : got) {
    threads.emplace_back([&] { y = layer.product(packed, 0, kRows); });
  }
  threads.clear();  // waits
  for (const tensor::Matrix& y : got) CHECK(y == want);
}

TEST_CASE("weights move, and without weights nothing is multiplied") {
  const Layer layer;
  PackedWeights packed(layer.weights, Precision::kF32);
  const tensor::Matrix want = layer.product(packed, 0, 3);
  PackedWeights moved;
  tensor::Matrix y(3, kOut);
  CHECK_THROWS_AS(moved.multiply(layer.x.topRows(3), layer.bias, y, Store::kReplace),
                  std::logic_error);
  moved = std::move(packed);
  CHECK(layer.product(moved, 0, 3) == want);
}

}  // namespace
}  // namespace vitviz::nn
