// SPDX-License-Identifier: Apache-2.0
#include "features/knn.h"

#include <cmath>

#include <doctest/doctest.h>

#include "support/random_matrix.h"

namespace vitviz::features {
namespace {

// Directions in the plane, by degrees from the first axis. Their length is no part of the answer.
tensor::Matrix directions(const std::vector<double>& degrees) {
  tensor::Matrix rows(static_cast<Eigen::Index>(degrees.size()), 2);
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    const double angle = degrees[static_cast<std::size_t>(i)] * 3.14159265358979 / 180.0;
    const double length = 0.5 + static_cast<double>(i);
    rows(i, 0) = static_cast<float>(length * std::cos(angle));
    rows(i, 1) = static_cast<float>(length * std::sin(angle));
  }
  return rows;
}

TEST_CASE("nearest neighbours: the nearer vote weighs more") {
  base::ThreadPool pool(1);
  const tensor::Matrix train = directions({10, 60, 65});
  const std::vector<int> labels = {0, 1, 1};
  const tensor::Matrix test = directions({0});
  const auto answer = [&](const Knn& knn) {
    return vote_of_nearest(knn, train, labels, 2, test, pool)[0];
  };
  CHECK(answer({.neighbors = 1}) == 0);
  // exp(0.985 / T) against exp(0.5 / T) + exp(0.423 / T): they are equal near T = 0.75.
  CHECK(answer({.neighbors = 3, .temperature = 0.07}) == 0);
  CHECK(answer({.neighbors = 3, .temperature = 2.0}) == 1);
  CHECK(answer({.neighbors = 20, .temperature = 2.0}) == 1);  // there are but three
}

TEST_CASE("nearest neighbours: a photo has no vote on itself") {
  base::ThreadPool pool(1);
  const tensor::Matrix features = directions({0, 1, 2, 40});
  const std::vector<int> labels = {0, 1, 1, 0};
  CHECK(vote_of_nearest({.neighbors = 1}, features, labels, 2, features, pool) == labels);
  CHECK(vote_of_nearest_others({.neighbors = 1}, features, labels, 2, pool) ==
        std::vector<int>{1, 0, 1, 1});
}

TEST_CASE("nearest neighbours: of equal cosines the earlier, of equal sums the lower class") {
  base::ThreadPool pool(1);
  const tensor::Matrix train = directions({30, 30, 30, 30});
  const std::vector<int> labels = {2, 0, 1, 1};
  const tensor::Matrix test = train.topRows(1);
  CHECK(vote_of_nearest({.neighbors = 1}, train.topRows(1).replicate(4, 1), labels, 3, test,
                        pool)[0] == 2);
  CHECK(vote_of_nearest({.neighbors = 2}, train.topRows(1).replicate(4, 1), labels, 3, test,
                        pool)[0] == 0);
}

TEST_CASE("nearest neighbours: the same for any number of threads, also without a direction") {
  tensor::Matrix features = test::random_matrix(431, 17, 5);
  features.row(100).setZero();
  std::vector<int> labels(431);
  for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = static_cast<int>(i * i % 7);
  base::ThreadPool one(1);
  base::ThreadPool three(3);
  CHECK(vote_of_nearest_others({}, features, labels, 7, one) ==
        vote_of_nearest_others({}, features, labels, 7, three));
}

}  // namespace
}  // namespace vitviz::features
