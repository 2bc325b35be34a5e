// SPDX-License-Identifier: Apache-2.0
#include "features/nearest.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "support/random_matrix.h"

namespace vitviz::features {
namespace {

// Two sums of D products each, in double: 2^-53 · D is 1e-13 for the widest here.
constexpr double kTolerance = 1e-12;

// The definition, written down once more.
double naive_cosine(const tensor::Matrix& a, Eigen::Index row_of_a, const tensor::Matrix& b,
                    Eigen::Index row_of_b) {
  double dot = 0;
  double squares_of_a = 0;
  double squares_of_b = 0;
  for (Eigen::Index i = 0; i < a.cols(); ++i) {
    const auto x = static_cast<double>(a(row_of_a, i));
    const auto y = static_cast<double>(b(row_of_b, i));
    dot += x * y;
    squares_of_a += x * x;
    squares_of_b += y * y;
  }
  return dot / std::sqrt(squares_of_a * squares_of_b);
}

TEST_CASE("nearest rows: those of a naive twin in double, nearest first") {
  for (const int width : {1, 7, 8, 9, 192, 768}) {
    CAPTURE(width);
    const tensor::Matrix rows = test::random_matrix(700, width, 3);
    const tensor::Matrix queries = test::random_matrix(2, width, 4);
    base::ThreadPool threads(3);
    const auto found = nearest_rows(queries, rows, 12, threads);
    REQUIRE(found.size() == 2);
    for (Eigen::Index query = 0; query < 2; ++query) {
      std::vector<double> all;
      for (Eigen::Index row = 0; row < rows.rows(); ++row) {
        all.push_back(naive_cosine(queries, query, rows, row));
      }
      std::sort(all.rbegin(), all.rend());
      const auto& nearest = found[static_cast<std::size_t>(query)];
      REQUIRE(nearest.size() == 12);
      for (std::size_t i = 0; i < nearest.size(); ++i) {
        CHECK(std::abs(nearest[i].cosine - all[i]) < kTolerance);
        CHECK(std::abs(nearest[i].cosine - naive_cosine(queries, query, rows, nearest[i].row)) <
              kTolerance);
      }
    }
  }
}

TEST_CASE("nearest rows: of equal ones the earlier comes first, whatever its length") {
  tensor::Matrix rows(6, 2);
  rows << 0, 1, 2, 0, 1, 0, 0, 0, -1, 0, 4, 0;
  const tensor::Matrix query = rows.row(2);
  base::ThreadPool threads(1);
  const std::vector<Neighbor> nearest = nearest_rows(query, rows, 100, threads)[0];
  CHECK(nearest == std::vector<Neighbor>{{1, 1}, {1, 2}, {1, 5}, {0, 0}, {0, 3}, {-1, 4}});
  CHECK(nearest_rows(query, rows, 2, threads)[0] == std::vector<Neighbor>{{1, 1}, {1, 2}});
  CHECK(nearest_rows(rows.row(3), rows, 1, threads)[0] == std::vector<Neighbor>{{0, 0}});
}

TEST_CASE("nearest rows: the same for any number of threads, and of a part of the columns") {
  const tensor::Matrix both = test::random_matrix(1500, 96, 8);
  const tensor::Matrix right = both.rightCols(48);
  base::ThreadPool one(1);
  base::ThreadPool four(4);
  const auto wanted = nearest_rows(right.topRows(3), right, 20, one);
  CHECK(nearest_rows(right.topRows(3), right, 20, four) == wanted);
  CHECK(nearest_rows(both.topRows(3).rightCols(48), both.rightCols(48), 20, four) == wanted);
  CHECK(wanted[2][0] == Neighbor{wanted[2][0].cosine, 2});  // each is its own nearest
}

}  // namespace
}  // namespace vitviz::features
