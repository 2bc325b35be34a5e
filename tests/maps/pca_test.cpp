// SPDX-License-Identifier: Apache-2.0
#include "maps/pca.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <stdexcept>
#include <utility>
#include <vector>

#include <Eigen/Dense>
#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/npy_reader.h"
#include "support/random_matrix.h"

namespace vitviz::maps {
namespace {

using test::DoubleMatrix;

// Tokens that spread differently in each direction of a random frame.
tensor::Matrix stretched_tokens(int tokens, int width, unsigned seed) {
  tensor::Matrix stretched = test::random_matrix(tokens, width, seed);
  for (int i = 0; i < width; ++i) stretched.col(i) *= std::pow(0.75F, static_cast<float>(i));
  const tensor::Matrix mixed = stretched * test::random_matrix(width, width, seed + 1);
  return mixed.array() + 0.5F;
}

// Eigenvectors by Jacobi's rotations, as rows, that of the largest eigenvalue first: another way to
// them than the program's.
DoubleMatrix eigenvectors_by_jacobi(DoubleMatrix a) {
  const Eigen::Index size = a.rows();
  DoubleMatrix vectors = DoubleMatrix::Identity(size, size);
  for (int sweep = 0; sweep < 30; ++sweep) {
    for (Eigen::Index p = 0; p < size; ++p) {
      for (Eigen::Index q = p + 1; q < size; ++q) {
        const double angle = 0.5 * std::atan2(2.0 * a(p, q), a(q, q) - a(p, p));
        Eigen::JacobiRotation<double> rotation(std::cos(angle), std::sin(angle));
        a.applyOnTheLeft(p, q, rotation.adjoint());
        a.applyOnTheRight(p, q, rotation);
        vectors.applyOnTheRight(p, q, rotation);
      }
    }
  }
  std::vector<Eigen::Index> order(static_cast<std::size_t>(size));
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](Eigen::Index i, Eigen::Index j) { return a(i, i) > a(j, j); });
  return vectors(Eigen::all, order).transpose();
}

DoubleMatrix covariance_by_definition(const tensor::Matrix& tokens) {
  const DoubleMatrix t = tokens.cast<double>();
  DoubleMatrix covariance = DoubleMatrix::Zero(t.cols(), t.cols());
  const Eigen::RowVectorXd mean = t.colwise().mean();
  for (Eigen::Index i = 0; i < t.rows(); ++i) {
    covariance += (t.row(i) - mean).transpose() * (t.row(i) - mean);
  }
  return covariance / static_cast<double>(t.rows());
}

TEST_CASE("principal_components are the eigenvectors of the covariance, up to sign") {
  constexpr double kTolerance = 1e-5;
  for (const auto& [tokens, width] : {std::pair{300, 12}, {40, 12}, {129, 5}, {500, 24}}) {
    const tensor::Matrix t = stretched_tokens(tokens, width, 1);
    const Components got = principal_components(t, 3);
    const DoubleMatrix want = eigenvectors_by_jacobi(covariance_by_definition(t));
    for (Eigen::Index i = 0; i < 3; ++i) {
      const double agreement = std::abs(got.directions.row(i).cast<double>().dot(want.row(i)));
      CHECK(std::abs(agreement - 1.0) <= kTolerance);
    }
    const tensor::Matrix mean = t.cast<double>().colwise().mean().cast<float>();
    test::check_near(got.mean, mean, 1e-6);
  }
}

TEST_CASE("principal_components: unit, orthogonal, and the largest entry is positive") {
  const Components got = principal_components(stretched_tokens(100, 20, 3), 5);
  const tensor::Matrix products = got.directions * got.directions.transpose();
  test::check_near(products, tensor::Matrix::Identity(5, 5), 1e-6);
  for (Eigen::Index i = 0; i < 5; ++i) {
    CHECK(got.directions.row(i).maxCoeff() >= -got.directions.row(i).minCoeff());
  }
}

TEST_CASE("principal_components: tokens and their mirror image have the same directions") {
  const tensor::Matrix tokens = stretched_tokens(80, 9, 5);
  const tensor::Matrix mirrored = -tokens;
  test::check_near(principal_components(tokens, 3).directions,
                   principal_components(mirrored, 3).directions, 1e-6);
}

TEST_CASE("principal_components: known directions") {
  // Four tokens at ±2 on the second axis and ±1 on the third, around (1, 2, 3).
  const tensor::Matrix tokens{{1, 4, 3}, {1, 0, 3}, {1, 2, 4}, {1, 2, 2}};
  const Components got = principal_components(tokens, 2);
  test::check_near(got.mean, tensor::Matrix{{1, 2, 3}}, 0.0);
  test::check_near(got.directions, tensor::Matrix{{0, 1, 0}, {0, 0, 1}}, 1e-7);
  test::check_near(got.scores(tokens), tensor::Matrix{{2, 0}, {-2, 0}, {0, 1}, {0, -1}}, 1e-6);
}

// tests/reference/maps/make_maps.py
TEST_CASE("principal_components: the scores are those that numpy computes") {
  constexpr double kScoreTolerance = 1e-4;  // of scores up to 42: a quarter of the 1e-5 promised
  const test::Array blocks = test::read_npy(test::reference("maps/blocks.npy"));
  const test::Array want = test::read_npy(test::reference("maps/pca.npy"));
  for (int block = 0; block < 3; ++block) {
    const tensor::Matrix patches = blocks.matrix().middleRows(block * 39 + 3, 36);
    test::check_near(principal_components(patches, kComponents).scores(patches),
                     want.matrix().middleRows(block * 36, 36), kScoreTolerance);
  }
}

// A grid of 8 × 10 tokens, of which a block of 4 × 5 in the middle is the object: far off on one
// axis, with differences of its own on others.
struct Scene {
  tensor::Matrix tokens;
  std::vector<std::uint8_t> is_object;
};

Scene object_in_the_middle(float side) {
  constexpr int kWidth = 6;
  Scene scene{0.05F * test::random_matrix(80, kWidth, 7), {}};
  for (int i = 0; i < 80; ++i) {
    const int row = i / 10;
    const int col = i % 10;
    const bool object = row >= 2 && row < 6 && col >= 3 && col < 8;
    scene.is_object.push_back(object ? 1 : 0);
    if (!object) continue;
    scene.tokens(i, 0) += 4.0F * side;
    scene.tokens(i, 1) += static_cast<float>(row) - 3.5F;
    scene.tokens(i, 2) += 0.5F * (static_cast<float>(col) - 5.0F);
  }
  return scene;
}

// Not on every patch of the object, and on some of the ground; but more on it.
tensor::Vector attention_on(const Scene& scene) {
  tensor::Vector attention(80);
  for (Eigen::Index i = 0; i < 80; ++i) {
    const bool object = scene.is_object[static_cast<std::size_t>(i)] != 0;
    attention(i) = i % (object ? 2 : 3) == 0 ? 0.02F : 0.001F;
  }
  return attention;
}

TEST_CASE("foreground_scores: the object has more attention, on whichever side it is") {
  for (const float side : {1.0F, -1.0F}) {
    const Scene scene = object_in_the_middle(side);
    const tensor::Vector scores = foreground_scores(scene.tokens, attention_on(scene));
    for (Eigen::Index i = 0; i < 80; ++i) {
      CHECK((scores(i) > 0.0F) == (scene.is_object[static_cast<std::size_t>(i)] != 0));
    }
    // Fitted on the object, the first component is what differs most in it: its rows.
    const tensor::Matrix object = foreground_of(scene.tokens, scores);
    CHECK(object.rows() == 20);
    CHECK(std::abs(color_basis(object).components.directions(0, 1)) > 0.99F);
  }
}

TEST_CASE("color_basis of all: the first component parts object and ground") {
  const Scene scene = object_in_the_middle(1.0F);
  const ColorBasis basis = color_basis(scene.tokens);
  CHECK(std::abs(basis.components.directions(0, 0)) > 0.9F);
  const tensor::Matrix colors = basis.colors(scene.tokens);
  CHECK(colors.minCoeff() == 0.0F);
  CHECK(colors.maxCoeff() == 1.0F);
}

TEST_CASE("color_basis: one basis gives like tokens of different photos like colours") {
  const tensor::Matrix tokens = stretched_tokens(60, 8, 9);
  const ColorBasis basis = color_basis(tokens);
  const tensor::Matrix together = basis.colors(tokens);
  test::check_near(basis.colors(tokens.middleRows(20, 5)), together.middleRows(20, 5), 1e-6);
}

TEST_CASE("color_basis: equal tokens are grey") {
  const tensor::Matrix tokens = tensor::Matrix::Constant(6, 4, 0.5F);
  CHECK(color_basis(tokens).colors(tokens) == tensor::Matrix::Constant(6, 3, 0.5F));
  const tensor::Vector scores = foreground_scores(tokens, tensor::Vector::Ones(6));
  CHECK(foreground_of(tokens, scores).rows() == 0);
}

TEST_CASE("pca: broken promises are bugs of the caller") {
  const tensor::Matrix tokens = stretched_tokens(6, 4, 11);
  CHECK_THROWS_AS((void)principal_components(tokens, 5), std::logic_error);
  CHECK_THROWS_AS((void)principal_components(tensor::Matrix(0, 4), 1), std::logic_error);
  CHECK_THROWS_AS((void)foreground_scores(tokens, tensor::Vector::Ones(5)), std::logic_error);
  CHECK_THROWS_AS((void)foreground_of(tokens, tensor::Vector::Zero(5)), std::logic_error);
  CHECK_THROWS_AS((void)color_basis(tokens.leftCols(2)), std::logic_error);
}

}  // namespace
}  // namespace vitviz::maps
