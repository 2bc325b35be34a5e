// SPDX-License-Identifier: Apache-2.0
#include "masks/second_eigenvector.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include <Eigen/Eigenvalues>

#include "base/check.h"

namespace vitviz::masks {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr Index kMostVectors = 48;  // of the space
constexpr Index kKept = 16;         // when it is full
constexpr Index kSteps = 8;         // by which it grows at a time
constexpr Index kMostParts = 16;

// An orthonormal basis of vectors that are orthogonal to x₀ = D^½ 1, and their images under
// M = D^-½ A D^-½.
class Space {
 public:
  Space(const VectorXd& degrees, const GraphProduct& product)
      : root_(degrees.cwiseSqrt()),
        trivial_(root_.normalized()),
        product_(product),
        basis_(degrees.size(), kMostVectors),
        images_(degrees.size(), kMostVectors) {}

  [[nodiscard]] Index size() const { return size_; }
  [[nodiscard]] int products() const { return products_; }
  [[nodiscard]] const VectorXd& root() const { return root_; }
  [[nodiscard]] auto basis() const { return basis_.leftCols(size_); }
  [[nodiscard]] auto images() const { return images_.leftCols(size_); }

  // False when the vector lies in the space already, up to rounding, or there is no room.
  bool add(VectorXd vector) {
    constexpr double kNothing = 1e-10;
    const double length = vector.norm();
    for (int pass = 0; pass < 2; ++pass) {  // the second removes what the first left by rounding
      vector -= trivial_ * trivial_.dot(vector);
      const VectorXd shares = basis().transpose() * vector;
      vector -= basis() * shares;
    }
    const double rest = vector.norm();
    if (size_ == kMostVectors || !(rest > kNothing * length)) return false;
    basis_.col(size_) = vector / rest;
    images_.col(size_) = multiply(basis_.col(size_));
    ++size_;
    return true;
  }

  // Keeps the space that the columns of `ritz` [size, kept] span.
  void shrink(const MatrixXd& ritz) {
    basis_.leftCols(ritz.cols()) = (basis() * ritz).eval();
    images_.leftCols(ritz.cols()) = (images() * ritz).eval();
    size_ = ritz.cols();
  }

 private:
  VectorXd multiply(const VectorXd& x) {
    ++products_;
    return product_(x.cwiseQuotient(root_)).cwiseQuotient(root_);
  }

  VectorXd root_;
  VectorXd trivial_;
  const GraphProduct& product_;
  MatrixXd basis_;
  MatrixXd images_;
  Index size_ = 0;
  int products_ = 0;
};

// One vector for each of the largest parts, and one for all others.
std::vector<VectorXd> vectors_of(std::span<const int> parts, const VectorXd& root) {
  const int most = *std::max_element(parts.begin(), parts.end());
  std::vector<Index> sizes(static_cast<std::size_t>(most) + 1, 0);
  for (const int part : parts) ++sizes[static_cast<std::size_t>(part)];
  std::vector<std::size_t> largest(sizes.size());
  std::iota(largest.begin(), largest.end(), 0);
  std::stable_sort(largest.begin(), largest.end(),
                   [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });

  const Index count = std::min(static_cast<Index>(sizes.size()), kMostParts);
  std::vector<Index> vector_of(sizes.size(), count - 1);
  for (Index i = 0; i < count; ++i) vector_of[largest[static_cast<std::size_t>(i)]] = i;
  std::vector<VectorXd> vectors(static_cast<std::size_t>(count), VectorXd::Zero(root.size()));
  for (Index i = 0; i < root.size(); ++i) {
    const auto part = static_cast<std::size_t>(parts[static_cast<std::size_t>(i)]);
    vectors[static_cast<std::size_t>(vector_of[part])](i) = root(i);
  }
  return vectors;
}

// Some of every eigenvector is in it; the same on every platform.
VectorXd noise(Index size) {
  std::mt19937 generator(1);
  return VectorXd::NullaryExpr(size, [&] { return static_cast<double>(generator()) - 0x80000000; });
}

}  // namespace

Eigenvector second_eigenvector(const Eigen::VectorXd& degrees, const GraphProduct& product,
                               std::span<const int> parts) {
  VITVIZ_CHECK(degrees.size() >= 2 && degrees.minCoeff() > 0);
  VITVIZ_CHECK(std::ssize(parts) == degrees.size());
  Space space(degrees, product);
  for (const VectorXd& vector : vectors_of(parts, space.root())) space.add(vector);
  space.add(noise(degrees.size()));

  while (true) {
    const Eigen::SelfAdjointEigenSolver<MatrixXd> small(space.basis().transpose() * space.images());
    const VectorXd best = small.eigenvectors().rightCols(1);  // eigenvalues ascend
    const double eigenvalue = small.eigenvalues().tail(1).value();
    const VectorXd x = space.basis() * best;
    VectorXd missing = space.images() * best - eigenvalue * x;
    const double residual = missing.norm();

    bool grows = residual > kResidual && space.products() < kMostProducts;
    if (grows && space.size() + kSteps > kMostVectors) {
      space.shrink(small.eigenvectors().rightCols(kKept));
    }
    for (Index step = 0; grows && step < kSteps; ++step) {
      if (!space.add(missing)) {
        grows = step > 0;
        break;
      }
      missing = space.images().rightCols(1);
    }
    if (!grows) return {x.cwiseQuotient(space.root()), 1 - eigenvalue, residual, space.products()};
  }
}

}  // namespace vitviz::masks
