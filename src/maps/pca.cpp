// SPDX-License-Identifier: Apache-2.0
#include "maps/pca.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/check.h"
#include "maps/top_eigenvectors.h"

namespace vitviz::maps {
namespace {

using DoubleMatrix = Eigen::MatrixXd;

// [T, D] → [D, D], around the mean. Some rows at a time, so that their doubles stay in the cache.
DoubleMatrix covariance_of(tensor::ConstMatrixRef tokens, const Eigen::RowVectorXd& mean) {
  constexpr Eigen::Index kRows = 128;
  DoubleMatrix covariance = DoubleMatrix::Zero(tokens.cols(), tokens.cols());
  for (Eigen::Index begin = 0; begin < tokens.rows(); begin += kRows) {
    const Eigen::Index rows = std::min(kRows, tokens.rows() - begin);
    const DoubleMatrix centered = tokens.middleRows(begin, rows).cast<double>().rowwise() - mean;
    covariance.selfadjointView<Eigen::Lower>().rankUpdate(centered.transpose());
  }
  covariance.triangularView<Eigen::StrictlyUpper>() = covariance.transpose();
  return covariance / static_cast<double>(tokens.rows());
}

// The eigenvectors of the covariance of fewer tokens than dimensions, by those of the tokens' own
// products, which are fewer: [D, count]. Nothing where tokens differ in fewer directions.
std::optional<DoubleMatrix> directions_by_tokens(tensor::ConstMatrixRef tokens,
                                                 const Eigen::RowVectorXd& mean, int count) {
  constexpr double kNothing = 1e-12;  // of a direction's variance, beside the greatest
  if (count >= tokens.rows()) return std::nullopt;
  const DoubleMatrix centered = tokens.cast<double>().rowwise() - mean;
  const DoubleMatrix shares = top_eigenvectors(centered * centered.transpose(), count);
  const DoubleMatrix directions = centered.transpose() * shares;
  const Eigen::RowVectorXd variances = directions.colwise().squaredNorm();
  if (!(variances.minCoeff() > kNothing * variances.maxCoeff())) return std::nullopt;
  return directions.array().rowwise() / variances.array().sqrt();
}

// The columns of greatest variance first.
DoubleMatrix directions_of(tensor::ConstMatrixRef tokens, const Eigen::RowVectorXd& mean,
                           int count) {
  if (tokens.rows() < tokens.cols()) {
    if (auto directions = directions_by_tokens(tokens, mean, count)) return *directions;
  }
  return top_eigenvectors(covariance_of(tokens, mean), count);
}

void make_sign_stable(Eigen::Ref<Eigen::VectorXd> direction) {
  Eigen::Index largest = 0;
  direction.cwiseAbs().maxCoeff(&largest);
  if (direction(largest) < 0.0) direction = -direction;
}

// 0 where no token is chosen.
double mean_where(const Eigen::Array<bool, 1, Eigen::Dynamic>& chosen,
                  tensor::ConstVectorRef numbers) {
  double sum = 0.0;
  for (Eigen::Index i = 0; i < chosen.size(); ++i)
    sum += chosen(i) ? static_cast<double>(numbers(i)) : 0.0;
  return sum / static_cast<double>(std::max<Eigen::Index>(chosen.count(), 1));
}

float percentile(std::vector<float>& values, double share) {
  const auto last = static_cast<double>(values.size() - 1);
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(share * last + 0.5);
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

void fit_ranges(const tensor::Matrix& scores, ColorBasis& basis) {
  basis.low.resize(scores.cols());
  basis.high.resize(scores.cols());
  for (Eigen::Index component = 0; component < scores.cols(); ++component) {
    std::vector<float> values(static_cast<std::size_t>(scores.rows()));
    for (Eigen::Index i = 0; i < scores.rows(); ++i) {
      values[static_cast<std::size_t>(i)] = scores(i, component);
    }
    basis.low(component) = percentile(values, 0.01);
    basis.high(component) = percentile(values, 0.99);
  }
}

}  // namespace

tensor::Matrix Components::scores(tensor::ConstMatrixRef tokens) const {
  VITVIZ_CHECK(tokens.cols() == directions.cols());
  return (tokens.rowwise() - mean) * directions.transpose();
}

Components principal_components(tensor::ConstMatrixRef tokens, int count) {
  VITVIZ_CHECK(tokens.rows() >= 1 && count >= 1 && count <= tokens.cols());
  const Eigen::RowVectorXd mean = tokens.cast<double>().colwise().mean();
  DoubleMatrix directions = directions_of(tokens, mean, count);
  for (Eigen::Index i = 0; i < count; ++i) make_sign_stable(directions.col(i));
  return {mean.cast<float>(), directions.transpose().cast<float>()};
}

tensor::Matrix ColorBasis::colors(tensor::ConstMatrixRef tokens) const {
  tensor::Matrix result = components.scores(tokens);
  for (Eigen::Index component = 0; component < result.cols(); ++component) {
    const float range = high(component) - low(component);
    auto column = result.col(component).array();
    // Where tokens do not differ at all there is nothing to show but the middle.
    if (range > 0.0F) {
      column = ((column - low(component)) / range).cwiseMax(0.0F).cwiseMin(1.0F);
    } else {
      column = 0.5F;
    }
  }
  return result;
}

tensor::Vector foreground_scores(tensor::ConstMatrixRef tokens, tensor::ConstVectorRef attention) {
  VITVIZ_CHECK(attention.size() == tokens.rows());
  const tensor::Vector scores = principal_components(tokens, 1).scores(tokens).col(0).transpose();
  const bool above =
      mean_where(scores.array() > 0, attention) >= mean_where(scores.array() <= 0, attention);
  return above ? scores : tensor::Vector(-scores);
}

tensor::Matrix foreground_of(tensor::ConstMatrixRef tokens, const tensor::Vector& scores) {
  VITVIZ_CHECK(scores.size() == tokens.rows());
  std::vector<Eigen::Index> rows;
  for (Eigen::Index i = 0; i < scores.size(); ++i) {
    if (scores(i) > 0.0F) rows.push_back(i);
  }
  return tokens(rows, Eigen::all);
}

ColorBasis color_basis(tensor::ConstMatrixRef tokens) {
  VITVIZ_CHECK(tokens.cols() >= kComponents);
  ColorBasis basis;
  basis.components = principal_components(tokens, kComponents);
  fit_ranges(basis.components.scores(tokens), basis);
  return basis;
}

}  // namespace vitviz::maps
