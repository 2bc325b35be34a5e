// SPDX-License-Identifier: Apache-2.0
#include "batch/token_colors.h"

#include <algorithm>

#include "views/object_scores.h"

namespace vitviz::batch {
namespace {

// Every k-th patch, row by row.
tensor::Matrix sample_of(const tensor::Matrix& patches) {
  const Eigen::Index step = (patches.rows() + kMostPcaPatches - 1) / kMostPcaPatches;
  if (patches.rows() == 0) return patches;
  tensor::Matrix sample((patches.rows() + step - 1) / step, patches.cols());
  for (Eigen::Index i = 0; i < sample.rows(); ++i) sample.row(i) = patches.row(i * step);
  return sample;
}

}  // namespace

tensor::Matrix sample_tokens(const analysis::Analysis& seen, const DrawJob& job) {
  const tensor::PatchGrid grid = seen.photo.geometry.grid;
  const tensor::Matrix patches = seen.output.block_tokens.back().bottomRows(grid.count());
  if (!job.picture.foreground) return sample_of(patches);
  return sample_of(maps::foreground_of(
      patches, views::object_scores(patches, seen.output.attention.front(), job.selection)));
}

std::optional<maps::ColorBasis> colors_of(const std::vector<tensor::Matrix>& samples) {
  Eigen::Index count = 0;
  Eigen::Index width = 0;
  for (const tensor::Matrix& sample : samples) {
    count += sample.rows();
    width = std::max(width, sample.cols());
  }
  if (count == 0) return std::nullopt;
  tensor::Matrix patches(count, width);
  Eigen::Index row = 0;
  for (const tensor::Matrix& sample : samples) {
    const Eigen::Index rows = sample.rows();
    if (rows > 0) patches.middleRows(row, rows) = sample;
    row += rows;
  }
  return maps::color_basis(patches);
}

}  // namespace vitviz::batch
