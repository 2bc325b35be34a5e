// SPDX-License-Identifier: Apache-2.0
#include "nn/panel_weights.h"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/random_matrix.h"

#if defined(__x86_64__)
#include "nn/onednn_weights.h"
#endif

namespace vitviz::nn {
namespace {

constexpr int kRows = 75;  // no whole groups of 6, 16 or 32

std::vector<Precision> precisions() {
  if (!computes_bf16()) return {Precision::kF32};
  return {Precision::kF32, Precision::kBf16};
}

// Small whole numbers are exact as floats and as bfloat16, and so are their sums.
tensor::Matrix whole_numbers(Eigen::Index rows, Eigen::Index cols, unsigned seed) {
  return (4 * test::random_matrix(rows, cols, seed)).array().round();
}

TEST_CASE("products by panels are exact on whole numbers, whatever the shape") {
  for (const int in : {1, 3, 64, 97, 1100}) {
    for (const int out : {1, 15, 16, 17, 40, 64, 65, 129}) {
      CAPTURE(in);
      CAPTURE(out);
      const tensor::Matrix x = whole_numbers(kRows, in, 1);
      const tensor::Matrix weights = whole_numbers(out, in, 2);
      const tensor::Vector bias = whole_numbers(1, out, 3);
      const tensor::Matrix want = (x * weights.transpose()).rowwise() + bias;
      for (const Precision precision : precisions()) {
        const PanelWeights packed(weights, precision);
        tensor::Matrix y = tensor::Matrix::Constant(kRows, out, 77);
        packed.multiply(x, bias, y, Store::kReplace);
        CHECK(y == want);
        packed.multiply(x, bias, y, Store::kAdd);
        CHECK(y == 2 * want);
      }
    }
  }
}

TEST_CASE("by panels, a row alone is the row among others, to the bit") {
  const tensor::Matrix x = test::random_matrix(kRows, 96, 1);
  const tensor::Vector bias = test::random_matrix(1, 40, 2);
  for (const Precision precision : precisions()) {
    const PanelWeights packed(test::random_matrix(40, 96, 3), precision);
    tensor::Matrix whole(kRows, 40);
    packed.multiply(x, bias, whole, Store::kReplace);
    for (int first = 0; first < kRows; ++first) {
      for (const int count : {1, 6, 7, 16, 33}) {
        if (first + count > kRows) continue;
        CAPTURE(first);
        CAPTURE(count);
        tensor::Matrix y(count, 40);
        packed.multiply(x.middleRows(first, count), bias, y, Store::kReplace);
        CHECK(y == whole.middleRows(first, count));
      }
    }
  }
}

#if defined(__x86_64__)
TEST_CASE("oneDNN and panels agree") {
  // Of sums of so many products of normal numbers, in two orders: measured 3.6e-6 · √in.
  constexpr double kTolerance = 1e-5;
  for (const auto& [in, out] : {std::pair{192, 768}, std::pair{768, 192}, std::pair{33, 7}}) {
    CAPTURE(in);
    CAPTURE(out);
    const tensor::Matrix x = test::random_matrix(50, in, 1);
    const tensor::Matrix weights = test::random_matrix(out, in, 2);
    const tensor::Vector bias = test::random_matrix(1, out, 3);
    for (const Store store : {Store::kReplace, Store::kAdd}) {
      tensor::Matrix by_panels = test::random_matrix(50, out, 4);
      tensor::Matrix by_onednn = by_panels;
      PanelWeights(weights, Precision::kF32).multiply(x, bias, by_panels, store);
      OnednnWeights(weights, Precision::kF32).multiply(x, bias, by_onednn, store);
      test::check_near(by_panels, by_onednn, kTolerance * std::sqrt(in));
    }
  }
}
#endif

}  // namespace
}  // namespace vitviz::nn
