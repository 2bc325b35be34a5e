// SPDX-License-Identifier: Apache-2.0
#include "masks/similarity_graph.h"

#include <algorithm>
#include <bit>

#include "base/check.h"
#include "masks/cosines.h"

namespace vitviz::masks {
namespace {

constexpr int kBytes = 8;       // of a word
constexpr int kSubsets = 256;   // of the eight columns of a byte
constexpr int kTaskRows = 512;  // of a product

std::size_t table_of(int word, int byte) {
  return static_cast<std::size_t>(word * kBytes + byte) * kSubsets;
}

}  // namespace

SimilarityGraph::SimilarityGraph(const tensor::Matrix& unit, double threshold,
                                 base::ThreadPool& threads)
    : count_(static_cast<int>(unit.rows())),
      words_per_row_((count_ + kWordBits - 1) / kWordBits),
      words_(static_cast<std::size_t>(words_per_row_) * static_cast<std::size_t>(count_)),
      sums_(table_of(words_per_row_, 0)) {
  VITVIZ_CHECK(count_ >= 1);
  static_assert(kTile % kWordBits == 0);  // so that no two tiles share a word
  for_each_tile(unit, threads, [&](int row, int col, const tensor::Matrix& cosines) {
    set_tile(row, col, cosines, static_cast<float>(threshold));
    if (row != col) set_tile(col, row, cosines.transpose(), static_cast<float>(threshold));
  });
}

void SimilarityGraph::set_tile(int row, int col, const tensor::Matrix& cosines, float threshold) {
  const auto cols = static_cast<int>(cosines.cols());
  for (int i = 0; i < static_cast<int>(cosines.rows()); ++i) {
    const float* values = cosines.row(i).data();
    for (int begin = 0; begin < cols; begin += kWordBits) {
      Word bits = 0;
      for (int bit = 0; bit < std::min(kWordBits, cols - begin); ++bit) {
        bits |= static_cast<Word>(values[begin + bit] > threshold) << bit;
      }
      word(row + i, (col + begin) / kWordBits) = bits;
    }
  }
}

bool SimilarityGraph::joined(int i, int j) const {
  return (word(i, j / kWordBits) >> (j % kWordBits) & 1U) != 0;
}

Eigen::VectorXd SimilarityGraph::degrees() const {
  Eigen::VectorXd joined = Eigen::VectorXd::Zero(count_);
  for (int index = 0; index < words_per_row_; ++index) {
    for (int row = 0; row < count_; ++row) joined(row) += std::popcount(word(row, index));
  }
  return (kWeak * count_ + (1.0 - kWeak) * joined.array()).matrix();
}

// The sums of all subsets of eight columns, for each byte of a word.
void SimilarityGraph::sum_subsets(const Eigen::VectorXd& x, int index) {
  for (int byte = 0; byte < kBytes; ++byte) {
    double* sums = sums_.data() + table_of(index, byte);
    sums[0] = 0;
    for (int bit = 0; bit < 8; ++bit) {
      const int col = index * kWordBits + byte * 8 + bit;
      const double value = col < count_ ? x(col) : 0.0;
      const int half = 1 << bit;
      for (int subset = 0; subset < half; ++subset) sums[half + subset] = sums[subset] + value;
    }
  }
}

Eigen::VectorXd SimilarityGraph::multiply(const Eigen::VectorXd& x, base::ThreadPool& threads) {
  VITVIZ_CHECK(x.size() == count_);
  threads.parallel_for(words_per_row_, [&](int index, int) { sum_subsets(x, index); });

  const double weak = kWeak * x.sum();
  Eigen::VectorXd product = Eigen::VectorXd::Zero(count_);
  threads.parallel_for((count_ + kTaskRows - 1) / kTaskRows, [&](int task, int) {
    const int begin = task * kTaskRows;
    const int end = std::min(count_, begin + kTaskRows);
    for (int index = 0; index < words_per_row_; ++index) {
      const double* sums = sums_.data() + table_of(index, 0);
      for (int row = begin; row < end; ++row) {
        const Word bits = word(row, index);
        const auto sum = [&](int byte) {
          return sums[byte * kSubsets + static_cast<int>(bits >> (8 * byte) & 0xFFU)];
        };
        product(row) +=
            ((sum(0) + sum(1)) + (sum(2) + sum(3))) + ((sum(4) + sum(5)) + (sum(6) + sum(7)));
      }
    }
    auto rows = product.segment(begin, end - begin).array();
    rows = weak + (1.0 - kWeak) * rows;
  });
  return product;
}

std::vector<int> SimilarityGraph::components() const {
  constexpr int kUnseen = -1;
  std::vector<int> component(static_cast<std::size_t>(count_), kUnseen);
  std::vector<Word> unseen(static_cast<std::size_t>(words_per_row_), ~Word{0});
  int components = 0;
  std::vector<int> reached;
  const auto reach = [&](int patch) {
    unseen[static_cast<std::size_t>(patch / kWordBits)] &= ~(Word{1} << (patch % kWordBits));
    component[static_cast<std::size_t>(patch)] = components;
    reached.push_back(patch);
  };
  for (int first = 0; first < count_; ++first) {
    if (component[static_cast<std::size_t>(first)] != kUnseen) continue;
    reach(first);
    while (!reached.empty()) {
      const int patch = reached.back();
      reached.pop_back();
      for (int index = 0; index < words_per_row_; ++index) {
        Word news = word(patch, index) & unseen[static_cast<std::size_t>(index)];
        for (; news != 0; news &= news - 1) reach(index * kWordBits + std::countr_zero(news));
      }
    }
    ++components;
  }
  return component;
}

}  // namespace vitviz::masks
