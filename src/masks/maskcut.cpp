// SPDX-License-Identifier: Apache-2.0
#include "masks/maskcut.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/check.h"
#include "masks/cosines.h"
#include "masks/method.h"
#include "masks/normalized_cut.h"
#include "masks/patch_components.h"

namespace vitviz::masks {

extern const Method kMaskCut;

namespace {

using PatchMask = std::vector<std::uint8_t>;

constexpr double kMostOverlap = 0.5;  // IoU with the mask before
constexpr double kLeastShare = 0.01;  // of the grid
constexpr int kManyCorners = 3;

std::ptrdiff_t marked(const PatchMask& mask) { return std::count(mask.begin(), mask.end(), 1); }

double iou(const PatchMask& a, const PatchMask& b) {
  std::ptrdiff_t both = 0;
  for (std::size_t i = 0; i < a.size(); ++i) both += a[i] & b[i];
  const auto either = marked(a) + marked(b) - both;
  return either == 0 ? 0.0 : static_cast<double>(both) / static_cast<double>(either);
}

int marked_corners(const PatchMask& side, tensor::PatchGrid grid) {
  const auto last_row = static_cast<std::size_t>(grid.count() - grid.cols);
  return side.front() + side[static_cast<std::size_t>(grid.cols) - 1] + side[last_row] +
         side.back();
}

PatchMask object_of(Eigen::VectorXd cut, tensor::PatchGrid grid) {
  PatchMask side = above_mean(cut);
  const auto peak = static_cast<std::size_t>(place_of_largest(cut.cwiseAbs()));
  if (marked_corners(side, grid) >= kManyCorners || side[peak] == 0) {
    for (std::uint8_t& patch : side) patch = patch == 0 ? 1 : 0;
    cut = -cut;
  }
  return component_of(side, grid, place_of_largest(cut));
}

// A copy in which the patches of the mask have zeros.
tensor::Matrix without(tensor::Matrix features, const PatchMask& mask) {
  for (Eigen::Index patch = 0; patch < features.rows(); ++patch) {
    if (mask[static_cast<std::size_t>(patch)] != 0) features.row(patch).setZero();
  }
  return features;
}

}  // namespace

std::vector<PatchMask> maskcut_masks(tensor::ConstMatrixRef features, tensor::PatchGrid grid,
                                     const MaskCutOptions& options, base::ThreadPool& threads) {
  VITVIZ_CHECK(features.rows() == grid.count() && options.objects >= 1);
  VITVIZ_CHECK(grid.count() >= 1 && features.allFinite());
  const double threshold =
      options.threshold ? *options.threshold : otsu_cosine(unit_rows(features), threads);
  std::vector<PatchMask> masks;
  tensor::Matrix left = features;
  PatchMask before;
  PatchMask found(static_cast<std::size_t>(grid.count()), 0);  // by all rounds
  for (int round = 0; round < options.objects; ++round) {
    const auto cut = normalized_cut(left, threshold, threads);
    if (!cut) break;
    PatchMask mask = object_of(*cut, grid);
    const double share = static_cast<double>(marked(mask)) / grid.count();
    if (round > 0 && (iou(mask, before) > kMostOverlap || share <= kLeastShare)) break;
    before = mask;
    left = without(std::move(left), mask);

    for (std::size_t i = 0; i < mask.size(); ++i) {
      if (found[i] != 0) mask[i] = 0;
      if (mask[i] != 0) found[i] = 1;
    }
    if (marked(mask) == 0) break;
    masks.push_back(std::move(mask));
  }
  return masks;
}

namespace {

std::vector<PatchScores> find(const MaskMaterial& material, const MaskOptions& options,
                              base::ThreadPool& threads) {
  const auto masks = maskcut_masks(*material.features, material.grid,
                                   {options.threshold, options.objects}, threads);
  if (masks.empty()) return {PatchScores(static_cast<std::size_t>(material.grid.count()), 0.0F)};
  std::vector<PatchScores> scores(masks.size());
  std::transform(masks.begin(), masks.end(), scores.begin(),
                 [](const PatchMask& mask) { return scores_of(mask); });
  return scores;
}

}  // namespace

const Method kMaskCut = {
    .name = "maskcut",
    .help = "TokenCut again and again, each time without what was found before, as in CutLER",
    .needs = {.features = true},
    .several = true,
    .reads_threshold = true,
    .find = find,
    .threshold = threshold_between,
    .patches = marked_patches,
};

}  // namespace vitviz::masks
