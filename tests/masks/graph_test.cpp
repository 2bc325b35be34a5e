// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "masks/color_neighbors.h"
#include "masks/cosines.h"
#include "masks/similarity_graph.h"
#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::masks {
namespace {

// Around the size of a tile and of a word.
constexpr int kSizes[] = {1, 2, 63, 64, 65, 256, 257, 600};

// A by its definition.
Eigen::MatrixXd dense(const SimilarityGraph& graph) {
  return Eigen::MatrixXd::NullaryExpr(
      graph.count(), graph.count(), [&](Eigen::Index i, Eigen::Index j) {
        return graph.joined(static_cast<int>(i), static_cast<int>(j)) ? 1.0
                                                                      : SimilarityGraph::kWeak;
      });
}

TEST_CASE("unit rows have the length 1 whatever theirs was, or 0") {
  tensor::Matrix features = test::random_matrix(4, 7, 1);
  features.row(1) *= 1e-38F;
  features.row(2) *= 1e37F;
  features.row(3).setZero();
  const tensor::Matrix unit = unit_rows(features);
  test::check_near(tensor::Vector(unit.rowwise().norm()),
                   (tensor::Vector(4) << 1, 1, 1, 0).finished(), 1e-3);
}

TEST_CASE("tiles are the upper triangle of all cosines, once each") {
  for (const int count : kSizes) {
    CAPTURE(count);
    const tensor::Matrix unit = unit_rows(test::random_matrix(count, 5, 2));
    tensor::Matrix cosines = tensor::Matrix::Constant(count, count, 9);
    base::ThreadPool threads(2);
    for_each_tile(unit, threads, [&](int row, int col, const tensor::Matrix& tile) {
      CHECK(row <= col);
      cosines.block(row, col, tile.rows(), tile.cols()) = tile;
      cosines.block(col, row, tile.cols(), tile.rows()) = tile.transpose();
    });
    test::check_near(cosines, unit * unit.transpose(), 1e-6);
  }
}

TEST_CASE("Otsu's cosine parts patches that are alike from those that are not") {
  tensor::Matrix features = test::random_matrix(1500, 8, 3) * 0.2F;
  features.topRows(500).col(0).array() += 1;
  features.bottomRows(1000).col(1).array() += 1;
  base::ThreadPool threads(2);
  const double threshold = otsu_cosine(unit_rows(features), threads);
  CHECK(threshold > 0.3);
  CHECK(threshold < 0.6);

  base::ThreadPool alone(1);
  CHECK(otsu_cosine(unit_rows(features), alone) == threshold);
}

TEST_CASE("Otsu's cosine is 1 where all are alike or there are no two") {
  base::ThreadPool threads(1);
  CHECK(otsu_cosine(unit_rows(tensor::Matrix::Ones(9, 3)), threads) == 1.0);
  CHECK(otsu_cosine(unit_rows(tensor::Matrix::Ones(1, 3)), threads) == 1.0);
}

TEST_CASE("the graph multiplies as its matrix does, the same for any number of threads") {
  for (const int count : kSizes) {
    CAPTURE(count);
    const tensor::Matrix unit = unit_rows(test::random_matrix(count, 5, 4));
    base::ThreadPool threads(3);
    base::ThreadPool alone(1);
    SimilarityGraph graph(unit, 0.1, threads);
    SimilarityGraph same(unit, 0.1, alone);
    const Eigen::MatrixXd matrix = dense(graph);
    CHECK(matrix == matrix.transpose());
    CHECK(matrix == dense(same));
    CHECK((graph.degrees() - matrix.rowwise().sum()).cwiseAbs().maxCoeff() < 1e-9);

    const Eigen::VectorXd x = test::random_matrix(count, 1, 5).cast<double>();
    const Eigen::VectorXd product = graph.multiply(x, threads);
    CHECK((product - matrix * x).cwiseAbs().maxCoeff() < 1e-10);
    CHECK(product == same.multiply(x, alone));
  }
}

TEST_CASE("patches are joined where the cosine is above the threshold, and none of zeros is") {
  const tensor::Matrix unit = (tensor::Matrix(4, 2) << 1, 0, 0.6F, 0.8F, 0, 1, 0, 0).finished();
  base::ThreadPool threads(1);
  const SimilarityGraph graph(unit, 0.7, threads);
  CHECK(graph.joined(1, 2));
  CHECK_FALSE(graph.joined(0, 1));
  CHECK_FALSE(graph.joined(0, 3));
  CHECK(graph.joined(0, 0));
  CHECK_FALSE(graph.joined(3, 3));
}

TEST_CASE("components are numbered by their first patch") {
  tensor::Matrix unit = tensor::Matrix::Zero(130, 3);
  for (int i = 0; i < 130; ++i) unit(i, i % 3) = i == 64 ? 0.0F : 1.0F;  // 64 is alone
  base::ThreadPool threads(1);
  const std::vector<int> parts = SimilarityGraph(unit, 0.5, threads).components();
  for (int i = 0; i < 130; ++i) CHECK(parts[static_cast<std::size_t>(i)] == (i == 64 ? 3 : i % 3));
}

TEST_CASE("neighbours by colour: the graph is symmetric and counts both searches") {
  image::RgbImage pixels({6, 5});
  for (std::size_t i = 0; i < pixels.bytes().size(); ++i) {
    pixels.bytes()[i] = static_cast<std::uint8_t>(i * 67 % 251);
  }
  const ColorNeighbors graph(pixels);
  Eigen::MatrixXd matrix(30, 30);
  for (int i = 0; i < 30; ++i) matrix.col(i) = graph.multiply(Eigen::VectorXd::Unit(30, i));
  CHECK(matrix == matrix.transpose());
  // 30 neighbours of each pixel, counted at both ends; each pixel is its own in both searches.
  CHECK(matrix.sum() == 2 * 30 * 30);
  CHECK(matrix.diagonal() == Eigen::VectorXd::Constant(30, 4));
}

TEST_CASE("neighbours by colour: a photo of fewer patches than neighbours joins all") {
  image::RgbImage pixels({3, 1});
  std::fill(pixels.bytes().begin(), pixels.bytes().end(), std::uint8_t{9});
  const ColorNeighbors graph(pixels);
  CHECK(graph.multiply(Eigen::VectorXd::Ones(3)) == Eigen::VectorXd::Constant(3, 12));
}

}  // namespace
}  // namespace vitviz::masks
