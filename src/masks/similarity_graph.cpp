// SPDX-License-Identifier: Apache-2.0
#include "masks/similarity_graph.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/check.h"
#include "masks/cosines.h"

namespace vitviz::masks {
namespace {

constexpr int kBytes = 8;       // of a word
constexpr int kSubsets = 256;   // of the eight columns of a byte
constexpr int kTaskRows = 512;  // of a product

using Word = std::uint64_t;
constexpr std::size_t kBits = 64;

// Bit i is whether values[i] is above the threshold. In two loops that the compiler turns into few
// instructions each: comparisons into bytes of 0 and 1, and eight such bytes into eight bits, by a
// product that moves bit 8 i to bit 56 + i.
Word above(std::span<const float> values, float threshold) {
  alignas(8) std::array<std::uint8_t, kBits> bytes{};
  for (std::size_t i = 0; i < values.size(); ++i) bytes[i] = values[i] > threshold ? 1 : 0;
  Word bits = 0;
  for (std::size_t i = 0; i < kBits; i += 8) {
    Word eight = 0;
    std::memcpy(&eight, bytes.data() + i, sizeof(eight));
    bits |= (eight * 0x0102040810204080ULL >> 56) << i;
  }
  return bits;
}

// Bit j of word i becomes bit i of word j: ever smaller squares beside the diagonal change places.
void transpose(std::array<Word, kBits>& words) {
  Word mask = ~Word{0} >> 32;
  for (std::size_t half = 32; half > 0; half /= 2, mask ^= mask << half) {
    for (std::size_t i = 0; i < kBits; i = (i + half + 1) & ~half) {
      const Word swapped = (words[i] >> half ^ words[i + half]) & mask;
      words[i] ^= swapped << half;
      words[i + half] ^= swapped;
    }
  }
}

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
  });
}

void SimilarityGraph::set_tile(int row, int col, const tensor::Matrix& cosines, float threshold) {
  const auto rows = static_cast<int>(cosines.rows());
  const auto cols = static_cast<int>(cosines.cols());
  for (int begin_row = 0; begin_row < rows; begin_row += kWordBits) {
    for (int begin_col = 0; begin_col < cols; begin_col += kWordBits) {
      const int height = std::min(kWordBits, rows - begin_row);
      const int width = std::min(kWordBits, cols - begin_col);
      std::array<Word, kBits> square{};
      for (int i = 0; i < height; ++i) {
        const float* values = cosines.row(begin_row + i).data() + begin_col;
        square[static_cast<std::size_t>(i)] =
            above({values, static_cast<std::size_t>(width)}, threshold);
      }
      set_square(row + begin_row, col + begin_col, square, height);
      if (row == col) continue;
      transpose(square);
      set_square(col + begin_col, row + begin_row, square, width);
    }
  }
}

void SimilarityGraph::set_square(int row, int col, std::span<const Word> square, int height) {
  for (int i = 0; i < height; ++i) {
    words_[place(row + i, col / kWordBits)] = square[static_cast<std::size_t>(i)];
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
