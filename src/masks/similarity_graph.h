// SPDX-License-Identifier: Apache-2.0
// Which patches are alike, as the graph that TokenCut cuts: A_ij = 1 where the cosine of i and j is
// above τ, and ε elsewhere, so that every patch is joined to every other at least weakly.
//
// A is never made: it is ε + (1 − ε) B with a bit per pair in B, 1.6 MB for 3600 patches. A product
// B x adds some of the x; eight neighbouring bits choose one of 256 sums, which are made once per
// product ("the method of four Russians"). So eight numbers cost one addition.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/thread_pool.h"
#include "tensor/shapes.h"

namespace vitviz::masks {

class SimilarityGraph {
 public:
  static constexpr double kWeak = 1e-5;  // ε

  // `unit` [N, D]: rows of length 1 (cosines.h). Rows of zeros have the cosine 0.
  SimilarityGraph(const tensor::Matrix& unit, double threshold, base::ThreadPool& threads);

  [[nodiscard]] int count() const { return count_; }  // N
  [[nodiscard]] bool joined(int i, int j) const;      // whether A_ij is 1

  // The row sums of A: [N].
  [[nodiscard]] Eigen::VectorXd degrees() const;

  // A x. The same bytes for any number of threads.
  [[nodiscard]] Eigen::VectorXd multiply(const Eigen::VectorXd& x, base::ThreadPool& threads);

  // For each patch the number of its component: patches that ones join, numbered by their first.
  [[nodiscard]] std::vector<int> components() const;

 private:
  using Word = std::uint64_t;  // of 64 neighbouring columns
  static constexpr int kWordBits = 64;

  [[nodiscard]] Word word(int row, int index) const { return words_[place(row, index)]; }
  [[nodiscard]] std::size_t place(int row, int index) const {
    return static_cast<std::size_t>(index) * static_cast<std::size_t>(count_) +
           static_cast<std::size_t>(row);
  }
  // Of a tile also what mirrors it at the diagonal; of a square of 64 by 64 what it is.
  void set_tile(int row, int col, const tensor::Matrix& cosines, float threshold);
  void set_square(int row, int col, std::span<const Word> square, int height);
  void sum_subsets(const Eigen::VectorXd& x, int index);

  int count_;
  int words_per_row_;
  std::vector<Word> words_;   // B, column of words by column of words
  std::vector<double> sums_;  // of a product: 256 for each eight columns
};

}  // namespace vitviz::masks
