// SPDX-License-Identifier: Apache-2.0
#include "nn/activation.h"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "nn/rough_activation.h"

namespace vitviz::nn {
namespace {

// Of the larger of |x| and 1: the roundings of floats, 1.1e-7 measured, 2.5e-7 where the processor
// has no fused multiply-add. The tanh formula of GELU is off by 5e-4.
constexpr double kTolerance = 3e-7;

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

double twin(Activation activation, double x) {
  switch (activation) {
    case Activation::kGelu:
      return x / 2 * (1 + std::erf(x / std::sqrt(2.0)));
    case Activation::kGeluTanh: {
      const double root = std::sqrt(2 / std::acos(-1.0));
      return x / 2 * (1 + std::tanh(root * (x + 0.044715 * x * x * x)));
    }
    case Activation::kQuickGelu:
      return x * sigmoid(1.702 * x);
    case Activation::kSilu:
      return x * sigmoid(x);
  }
  return NAN;
}

constexpr Activation kAll[] = {Activation::kGelu, Activation::kGeluTanh, Activation::kQuickGelu,
                               Activation::kSilu};

// Where products round to 2^-9: half of the 2^-14 of the processor's approximate division.
constexpr double kRoughTolerance = 3.5e-5;

double largest_error(Activation activation, const tensor::Matrix& x,
                     Precision precision = Precision::kF32) {
  tensor::Matrix y = x;
  activate_for(precision, activation, y);
  double worst = 0;
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    const auto value = static_cast<double>(x.data()[i]);
    const double error = std::abs(static_cast<double>(y.data()[i]) - twin(activation, value));
    worst = std::max(worst, error / std::max(1.0, std::abs(value)));
  }
  return worst;
}

TEST_CASE("activations agree with their double twins") {
  const tensor::Matrix near_zero = tensor::Vector::LinSpaced(100'003, -10, 10);
  const tensor::Matrix far = tensor::Vector::LinSpaced(10'001, -300, 300);
  tensor::Matrix extremes(1, 6);
  extremes << 0.0F, -0.0F, 1e-30F, -1e-30F, 1e30F, -1e30F;
  for (const Activation activation : kAll) {
    CAPTURE(activation);
    CHECK(largest_error(activation, near_zero) < kTolerance);
    CHECK(largest_error(activation, far) < kTolerance);
    CHECK(largest_error(activation, extremes) < kTolerance);
  }
}

TEST_CASE("before a product that rounds, activations are right to more digits than it keeps") {
  if (!computes_bf16()) return;
  const tensor::Matrix near_zero = tensor::Vector::LinSpaced(100'003, -10, 10);
  const tensor::Matrix far = tensor::Vector::LinSpaced(10'001, -300, 300);
  for (const Activation activation : kAll) {
    CAPTURE(activation);
    CHECK(largest_error(activation, near_zero, Precision::kBf16) < kRoughTolerance);
    CHECK(largest_error(activation, far, Precision::kBf16) < kRoughTolerance);
  }
}

TEST_CASE("rows of any length are taken, and what lies between them is left") {
  for (const Activation activation : kAll) {
    for (int count = 1; count <= 67; ++count) {
      tensor::Matrix wide = tensor::Matrix::Constant(3, count + 2, 77);
      tensor::Matrix row = tensor::Vector::LinSpaced(count, -3, 4);
      wide.leftCols(count).rowwise() = tensor::Vector(row);
      activate(activation, wide.leftCols(count));
      CHECK(wide.rightCols(2).isConstant(77));
      activate(activation, row);
      CHECK((wide.leftCols(count).rowwise() - tensor::Vector(row)).isZero(0));
    }
  }
}

}  // namespace
}  // namespace vitviz::nn
