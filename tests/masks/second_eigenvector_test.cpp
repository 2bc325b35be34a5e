// SPDX-License-Identifier: Apache-2.0
#include "masks/second_eigenvector.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include <Eigen/Eigenvalues>
#include <doctest/doctest.h>

#include "support/random_matrix.h"

namespace vitviz::masks {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

struct Dense {
  MatrixXd affinity;
  VectorXd degrees = affinity.rowwise().sum();
  std::vector<int> parts = std::vector<int>(static_cast<std::size_t>(affinity.rows()), 0);

  [[nodiscard]] Eigenvector sought() const {
    return second_eigenvector(
        degrees, [this](const VectorXd& x) -> VectorXd { return affinity * x; }, parts);
  }

  // All eigenvectors, by a dense solver.
  [[nodiscard]] Eigen::GeneralizedSelfAdjointEigenSolver<MatrixXd> solved() const {
    const MatrixXd d = degrees.asDiagonal();
    return Eigen::GeneralizedSelfAdjointEigenSolver<MatrixXd>(d - affinity, d);
  }
};

void check_against_dense(const Dense& graph) {
  const Eigenvector found = graph.sought();
  const auto all = graph.solved();
  CHECK(found.residual <= kResidual);
  CHECK(found.eigenvalue == doctest::Approx(all.eigenvalues()(1)).epsilon(1e-9));
  const VectorXd want = all.eigenvectors().col(1);
  const VectorXd got = found.values.dot(want) < 0 ? VectorXd(-found.values) : found.values;
  CHECK((got - want).cwiseAbs().maxCoeff() < 1e-3 * want.cwiseAbs().maxCoeff());
}

// `sizes` of parts that are joined inside and hardly between.
Dense parts_graph(const std::vector<int>& sizes, double weak) {
  std::vector<int> parts;
  for (std::size_t part = 0; part < sizes.size(); ++part) {
    parts.insert(parts.end(), static_cast<std::size_t>(sizes[part]), static_cast<int>(part));
  }
  const auto count = static_cast<Eigen::Index>(parts.size());
  MatrixXd affinity = MatrixXd::NullaryExpr(count, count, [&](Eigen::Index i, Eigen::Index j) {
    return parts[static_cast<std::size_t>(i)] == parts[static_cast<std::size_t>(j)] ? 1.0 : weak;
  });
  Dense graph{std::move(affinity)};
  graph.parts = parts;
  return graph;
}

TEST_CASE("second eigenvector: that of a dense solver") {
  for (const int count : {2, 3, 10, 60, 300}) {
    CAPTURE(count);
    const MatrixXd half = test::random_matrix(count, count, 7).cast<double>().cwiseAbs();
    check_against_dense(Dense{half + half.transpose()});
  }
}

TEST_CASE("second eigenvector: a path, whose eigenvalues lie close") {
  MatrixXd affinity = MatrixXd::Zero(40, 40);
  for (int i = 0; i + 1 < 40; ++i) affinity(i, i + 1) = affinity(i + 1, i) = 1;
  check_against_dense(Dense{affinity});
}

TEST_CASE("second eigenvector: parts that hardly hang together") {
  check_against_dense(parts_graph({30, 50}, 1e-5));
  check_against_dense(parts_graph({80, 40, 20, 10}, 1e-5));
}

TEST_CASE("second eigenvector: many parts of a single patch stand together against the large one") {
  std::vector<int> sizes(40, 1);
  sizes.front() = 200;
  const Dense graph = parts_graph(sizes, 1e-5);
  const Eigenvector found = graph.sought();
  CHECK(found.eigenvalue == doctest::Approx(graph.solved().eigenvalues()(1)).epsilon(1e-6));
  const VectorXd singles = found.values.tail(39);
  CHECK(singles.maxCoeff() - singles.minCoeff() < 1e-3 * singles.cwiseAbs().maxCoeff());
  CHECK(found.values(0) * singles(0) < 0);
}

TEST_CASE("second eigenvector: where products run out, the best vector so far") {
  // A path of 3000 vertices: its eigenvalues differ by 10⁻⁶.
  constexpr Eigen::Index kCount = 3000;
  const auto product = [](const VectorXd& x) -> VectorXd {
    VectorXd sum = VectorXd::Zero(kCount);
    sum.head(kCount - 1) += x.tail(kCount - 1);
    sum.tail(kCount - 1) += x.head(kCount - 1);
    return sum;
  };
  VectorXd degrees = VectorXd::Constant(kCount, 2);
  degrees(0) = degrees(kCount - 1) = 1;
  const std::vector<int> one_part(kCount, 0);
  const Eigenvector found = second_eigenvector(degrees, product, one_part);
  CHECK(found.residual > kResidual);
  CHECK(found.products >= kMostProducts);
  CHECK(found.products < kMostProducts + 8);
  CHECK(found.eigenvalue < 0.01);
  CHECK(found.values.cwiseAbs2().dot(degrees) == doctest::Approx(1.0));
  CHECK(found.values == second_eigenvector(degrees, product, one_part).values);
}

TEST_CASE("second eigenvector: a graph of one vertex has none") {
  CHECK_THROWS_AS((void)Dense{MatrixXd::Ones(1, 1)}.sought(), std::logic_error);
  CHECK_THROWS_AS((void)Dense{MatrixXd::Zero(3, 3)}.sought(), std::logic_error);
}

}  // namespace
}  // namespace vitviz::masks
