// SPDX-License-Identifier: Apache-2.0
#include "measures/cosines.h"

#include <algorithm>
#include <cmath>

#include "nn/matrix_product.h"
#include "nn/weight_sums.h"
#include "tensor/row_span.h"

namespace vitviz::measures {
namespace {

// Of `count` numbers with these sums of themselves and of their squares.
Spread spread_of(double sum, double squares, double count) {
  const double mean = sum / count;
  return {mean, std::sqrt(std::max(0.0, squares / count - mean * mean))};
}

// ‖m mᵀ‖², for m [rows, cols] of not many rows.
double squared_norm_of_products(tensor::ConstMatrixRef m) {
  const nn::PackedWeights packed(m, nn::Precision::kF32);
  tensor::Matrix products(m.rows(), m.rows());
  packed.multiply(m, tensor::Vector::Zero(m.rows()), products, nn::Store::kReplace);
  double sum = 0;
  for (Eigen::Index row = 0; row < products.rows(); ++row) {
    sum += static_cast<double>(products.row(row).squaredNorm());
  }
  return sum;
}

// So few rows that their products pair by pair take less time than to prepare a product of
// matrices.
constexpr Eigen::Index kFew = 256;

Spread spread_of_pairs(tensor::ConstMatrixRef units) {
  double sum = 0;
  double squares = 0;
  for (Eigen::Index a = 1; a < units.rows(); ++a) {
    for (Eigen::Index b = 0; b < a; ++b) {
      const auto cosine =
          static_cast<double>(nn::dot(tensor::row_span(units, a), tensor::row_span(units, b)));
      sum += cosine;
      squares += cosine * cosine;
    }
  }
  return spread_of(sum, squares, static_cast<double>(units.rows() * (units.rows() - 1)) / 2);
}

// By the sum of all rows, and by the smaller of their two products.
Spread spread_by_sums(tensor::ConstMatrixRef units) {
  double selves = 0;  // a row of zeros has no cosine with itself either
  Eigen::RowVectorXd total = Eigen::RowVectorXd::Zero(units.cols());
  for (Eigen::Index row = 0; row < units.rows(); ++row) {
    selves += units.row(row).squaredNorm() > 0 ? 1 : 0;
    total += units.row(row).cast<double>();
  }
  const double sum = total.squaredNorm() - selves;
  const bool is_wide = units.rows() <= units.cols();
  const double squares =
      squared_norm_of_products(is_wide ? tensor::Matrix(units) : tensor::Matrix(units.transpose()));
  const auto count = static_cast<double>(units.rows());
  return spread_of(sum, squares - selves, count * (count - 1));
}

}  // namespace

tensor::Matrix unit_rows(tensor::ConstMatrixRef tokens) {
  tensor::Matrix units(tokens.rows(), tokens.cols());
  for (Eigen::Index row = 0; row < tokens.rows(); ++row) {
    const auto length = static_cast<float>(tokens.row(row).cast<double>().norm());
    units.row(row) = tokens.row(row) * (length > 0 ? 1 / length : 0);
  }
  return units;
}

Spread cosines_to(tensor::ConstVectorRef one, tensor::ConstMatrixRef others) {
  double sum = 0;
  double squares = 0;
  for (Eigen::Index row = 0; row < others.rows(); ++row) {
    const auto cosine = static_cast<double>(others.row(row).dot(one));
    sum += cosine;
    squares += cosine * cosine;
  }
  return spread_of(sum, squares, static_cast<double>(others.rows()));
}

Spread cosines_among(tensor::ConstMatrixRef units) {
  if (units.rows() < 2) return {};
  return units.rows() <= kFew ? spread_of_pairs(units) : spread_by_sums(units);
}

}  // namespace vitviz::measures
