// SPDX-License-Identifier: Apache-2.0
#include "report/token_colors.h"

#include <cmath>
#include <cstddef>

#include "maps/pca.h"

namespace vitviz::report {
namespace {

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
    colors[static_cast<std::size_t>(block)] = bytes_of(maps::color_basis(tokens).colors(tokens));
  });
  return colors;
}

std::vector<PatchColors> TokenColors::common() const {
  tensor::Matrix all(patches_ * std::ssize(tokens_), tokens_.front().cols());
  Eigen::Index row = 0;
  for (const tensor::Matrix& tokens : tokens_) {
    all.middleRows(row, tokens.rows()) = tokens;
    row += tokens.rows();
  }
  const maps::ColorBasis basis = maps::color_basis(all);
  std::vector<PatchColors> colors;
  for (const tensor::Matrix& tokens : tokens_) colors.push_back(bytes_of(basis.colors(tokens)));
  return colors;
}

}  // namespace vitviz::report
