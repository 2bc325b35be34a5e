// SPDX-License-Identifier: Apache-2.0
#include "masks/normalized_cut.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/check.h"
#include "masks/cosines.h"
#include "masks/second_eigenvector.h"
#include "masks/similarity_graph.h"

namespace vitviz::masks {

std::optional<Eigen::VectorXd> normalized_cut(tensor::ConstMatrixRef features,
                                              std::optional<double> threshold,
                                              base::ThreadPool& threads) {
  VITVIZ_CHECK(features.rows() >= 1 && features.allFinite());
  const tensor::Matrix unit = unit_rows(features);
  SimilarityGraph graph(unit, threshold ? *threshold : otsu_cosine(unit, threads), threads);

  const Eigen::VectorXd degrees = graph.degrees();
  const std::vector<int> parts = graph.components();
  const bool all_joined = degrees.minCoeff() >= graph.count();
  const bool none_joined = *std::max_element(parts.begin(), parts.end()) == graph.count() - 1;
  if (all_joined || none_joined) return std::nullopt;
  const auto product = [&](const Eigen::VectorXd& x) { return graph.multiply(x, threads); };
  return second_eigenvector(degrees, product, parts).values;
}

std::vector<std::uint8_t> above_mean(const Eigen::VectorXd& numbers) {
  const double mean = numbers.mean();
  std::vector<std::uint8_t> above(static_cast<std::size_t>(numbers.size()));
  std::transform(numbers.begin(), numbers.end(), above.begin(),
                 [mean](double number) -> std::uint8_t { return number > mean ? 1 : 0; });
  return above;
}

int place_of_largest(const Eigen::VectorXd& numbers) {
  constexpr double kRounding = 1e-6;
  const double largest = numbers.maxCoeff();
  const double enough = largest - kRounding * std::abs(largest);
  const auto* first = std::find_if(numbers.data(), numbers.data() + numbers.size(),
                                   [enough](double number) { return number >= enough; });
  return static_cast<int>(first - numbers.data());
}

}  // namespace vitviz::masks
