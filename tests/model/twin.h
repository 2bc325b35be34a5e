// SPDX-License-Identifier: Apache-2.0
// The layers of a model, once as the program has them and once in double precision as their
// formulas say.
#pragma once

#include <cmath>

#include "nn/layer_norm.h"
#include "nn/linear.h"
#include "support/random_matrix.h"

namespace vitviz::test {

struct LinearTwin {
  tensor::Matrix weights;  // [out, in]
  tensor::Vector bias;

  LinearTwin(int in, int out, unsigned seed)
      : weights(random_matrix(out, in, seed) / std::sqrt(static_cast<float>(in))),
        bias(0.5F * random_matrix(1, out, seed + 1000)) {}

  [[nodiscard]] nn::Linear layer() const { return {weights, bias}; }
  [[nodiscard]] DoubleMatrix of(const DoubleMatrix& x) const {
    DoubleMatrix y = x * weights.cast<double>().transpose();
    y.rowwise() += bias.cast<double>().row(0);
    return y;
  }
};

struct NormTwin {
  nn::LayerNorm norm;

  NormTwin(int width, unsigned seed)
      : norm{tensor::Vector::Ones(width) + 0.3F * random_matrix(1, width, seed),
             0.2F * random_matrix(1, width, seed + 1000), 1e-6F} {}

  [[nodiscard]] DoubleMatrix of(DoubleMatrix x) const {
    for (Eigen::Index row = 0; row < x.rows(); ++row) {
      x.row(row).array() -= x.row(row).mean();
      x.row(row) /= std::sqrt(x.row(row).squaredNorm() / static_cast<double>(x.cols()) + 1e-6);
      x.row(row) = x.row(row).cwiseProduct(norm.scale.cast<double>().row(0)) +
                   norm.shift.cast<double>().row(0);
    }
    return x;
  }
};

inline double gelu(double x) { return x / 2 * (1 + std::erf(x / std::sqrt(2.0))); }
inline double silu(double x) { return x / (1 + std::exp(-x)); }

}  // namespace vitviz::test
