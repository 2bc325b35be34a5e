// SPDX-License-Identifier: Apache-2.0
#include "report/token_colors.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "maps/pca.h"

namespace vitviz::report {
namespace {

// Colours are chosen by so many tokens, evenly spread; more would hardly change them.
constexpr Eigen::Index kMostOfBlock = 512;
constexpr Eigen::Index kMostOfAll = 2048;

tensor::Matrix sample_of(const tensor::Matrix& tokens, Eigen::Index most) {
  const Eigen::Index count = std::min(most, tokens.rows());
  tensor::Matrix sample(count, tokens.cols());
  for (Eigen::Index i = 0; i < count; ++i) sample.row(i) = tokens.row(i * tokens.rows() / count);
  return sample;
}

PatchColors bytes_of(const tensor::Matrix& colors) {
  PatchColors bytes;
  bytes.reserve(static_cast<std::size_t>(colors.size()));
  for (const float share : colors.reshaped<Eigen::RowMajor>()) {
    bytes.push_back(static_cast<std::uint8_t>(std::lround(share * 255.0F)));
  }
  return bytes;
}

}  // namespace

TokenColors::TokenColors(int blocks, int patches)
    : patches_(patches), tokens_(static_cast<std::size_t>(blocks)) {}

void TokenColors::see_tokens_after(int block, tensor::ConstMatrixRef tokens) {
  tokens_[static_cast<std::size_t>(block)] = tokens.bottomRows(patches_);
}

std::vector<PatchColors> TokenColors::own(base::ThreadPool& threads) const {
  std::vector<PatchColors> colors(tokens_.size());
  threads.parallel_for(static_cast<int>(tokens_.size()), [&](int block, int /*worker*/) {
    const tensor::Matrix& tokens = tokens_[static_cast<std::size_t>(block)];
    const maps::ColorBasis basis = maps::color_basis(sample_of(tokens, kMostOfBlock));
    colors[static_cast<std::size_t>(block)] = bytes_of(basis.colors(tokens));
  });
  return colors;
}

std::vector<PatchColors> TokenColors::common() const {
  const auto most = std::max<Eigen::Index>(1, kMostOfAll / std::ssize(tokens_));
  const Eigen::Index kept = sample_of(tokens_.front(), most).rows();
  tensor::Matrix all(kept * std::ssize(tokens_), tokens_.front().cols());
  Eigen::Index row = 0;
  for (const tensor::Matrix& tokens : tokens_) {
    all.middleRows(row, kept) = sample_of(tokens, most);
    row += kept;
  }
  const maps::ColorBasis basis = maps::color_basis(all);
  std::vector<PatchColors> colors;
  for (const tensor::Matrix& tokens : tokens_) colors.push_back(bytes_of(basis.colors(tokens)));
  return colors;
}

}  // namespace vitviz::report
