// SPDX-License-Identifier: Apache-2.0
#include "image/patches.h"

#include <array>
#include <cstddef>

#include "base/check.h"

namespace vitviz::image {
namespace {

// What each of the 256 grey levels becomes, per channel.
using Levels = std::array<std::array<float, 256>, 3>;

Levels normalized_levels(const tensor::PerChannel& mean, const tensor::PerChannel& std) {
  Levels levels{};
  for (std::size_t c = 0; c < 3; ++c) {
    VITVIZ_CHECK(std[c] > 0.0F);
    for (std::size_t v = 0; v < 256; ++v) {
      levels[c][v] = (static_cast<float>(v) / 255.0F - mean[c]) / std[c];
    }
  }
  return levels;
}

// Writes the patch whose top left pixel is (x0, y0).
void cut_patch(const RgbImage& input, const Levels& levels, int x0, int y0, int patch, float* out) {
  for (std::size_t c = 0; c < 3; ++c) {
    for (int y = y0; y < y0 + patch; ++y) {
      const std::uint8_t* pixel = input.row(y).data() + static_cast<std::ptrdiff_t>(x0) * 3 + c;
      for (int x = 0; x < patch; ++x, pixel += 3) *out++ = levels[c][*pixel];
    }
  }
}

}  // namespace

tensor::Matrix to_patches(const RgbImage& input, int patch, const tensor::PerChannel& mean,
                          const tensor::PerChannel& std) {
  VITVIZ_CHECK(patch >= 1 && input.width() >= patch && input.height() >= patch);
  const Levels levels = normalized_levels(mean, std);
  const tensor::PatchGrid grid{input.height() / patch, input.width() / patch};
  tensor::Matrix patches(grid.count(), Eigen::Index{3} * patch * patch);
  for (int row = 0; row < grid.rows; ++row) {
    for (int col = 0; col < grid.cols; ++col) {
      float* out = patches.row(Eigen::Index{row} * grid.cols + col).data();
      cut_patch(input, levels, col * patch, row * patch, patch, out);
    }
  }
  return patches;
}

}  // namespace vitviz::image
