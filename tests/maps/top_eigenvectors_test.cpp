// SPDX-License-Identifier: Apache-2.0
#include "maps/top_eigenvectors.h"

#include <Eigen/Eigenvalues>
#include <doctest/doctest.h>

#include "support/random_matrix.h"

namespace vitviz::maps {
namespace {

constexpr double kDirection = 1e-8;  // of a direction whose residual is 1e-10, for gaps above 1 %

// Q diag(values) Qᵀ for a random rotation Q.
Eigen::MatrixXd with_eigenvalues(const Eigen::VectorXd& values) {
  const Eigen::MatrixXd random =
      test::random_matrix(values.size(), values.size(), 7).cast<double>();
  const Eigen::MatrixXd symmetric = random + random.transpose();
  const Eigen::MatrixXd q =
      Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(symmetric).eigenvectors();
  return q * values.asDiagonal() * q.transpose();
}

void check_against_full(const Eigen::MatrixXd& matrix, int count) {
  const Eigen::MatrixXd got = top_eigenvectors(matrix, count);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
  REQUIRE(got.cols() == count);
  for (int i = 0; i < count; ++i) {
    CAPTURE(i);
    const Eigen::VectorXd want = solver.eigenvectors().col(matrix.cols() - 1 - i);
    CHECK(std::abs(got.col(i).dot(want)) > 1 - kDirection);
  }
}

TEST_CASE("top_eigenvectors: small matrices, and those whose eigenvalues fall off quickly") {
  for (const int size : {1, 5, 128, 129, 300}) {
    CAPTURE(size);
    Eigen::VectorXd values(size);
    for (int i = 0; i < size; ++i) values(i) = std::pow(0.9, i);
    check_against_full(with_eigenvalues(values), std::min(size, 3));
  }
}

TEST_CASE("top_eigenvectors: where they fall off slowly, by a full decomposition") {
  Eigen::VectorXd values(200);
  for (int i = 0; i < 200; ++i) values(i) = 1000 - i;
  check_against_full(with_eigenvalues(values), 5);
}

TEST_CASE("top_eigenvectors of a matrix without enough directions are orthonormal") {
  Eigen::VectorXd values = Eigen::VectorXd::Zero(200);
  values(3) = 2;
  for (const Eigen::MatrixXd& matrix :
       {with_eigenvalues(values), Eigen::MatrixXd(Eigen::MatrixXd::Zero(200, 200))}) {
    const Eigen::MatrixXd got = top_eigenvectors(matrix, 4);
    CHECK((got.transpose() * got - Eigen::MatrixXd::Identity(4, 4)).norm() < 1e-12);
  }
  CHECK(top_eigenvectors(with_eigenvalues(values), 4) ==
        top_eigenvectors(with_eigenvalues(values), 4));
}

}  // namespace
}  // namespace vitviz::maps
