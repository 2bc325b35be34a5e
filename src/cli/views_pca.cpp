// SPDX-License-Identifier: Apache-2.0
#include "cli/views_pca.h"

#include <span>

#include "base/check.h"
#include "field/region.h"
#include "maps/pca.h"
#include "render/pca_view.h"

namespace vitviz::cli {
namespace {

field::UpsampledMap map_of(const tensor::Vector& numbers, const ViewInput& input) {
  return upsampled({numbers.data(), static_cast<std::size_t>(numbers.size())}, input);
}

// Nothing stands out where all patches are alike.
maps::ColorBasis own_basis(const tensor::Matrix& patches, const tensor::Vector& scores) {
  const tensor::Matrix object = maps::foreground_of(patches, scores);
  return maps::color_basis(object.rows() > 0 ? object : patches);
}

}  // namespace

tensor::Vector object_scores(const tensor::Matrix& patches, const tensor::AttentionMaps& attention,
                             const MapSelection& selection) {
  const auto heads = attention.block(selection.blocks().back());
  return maps::foreground_scores(patches, heads.colwise().mean());
}

image::RgbImage draw_pca(const ViewInput& input) {
  const int count = input.geometry.grid.count();
  VITVIZ_CHECK(input.tokens.rows() >= count);
  const tensor::Matrix patches = input.tokens.bottomRows(count);
  const bool foreground = input.options.foreground;
  const tensor::Vector scores = foreground
                                    ? object_scores(patches, input.attention, input.selection)
                                    : tensor::Vector::Ones(count);
  const maps::ColorBasis basis = input.pca != nullptr ? *input.pca : own_basis(patches, scores);
  const tensor::Matrix colors = basis.colors(patches);
  const render::RgbMaps maps = {map_of(colors.col(0).transpose(), input),
                                map_of(colors.col(1).transpose(), input),
                                map_of(colors.col(2).transpose(), input)};
  if (!foreground) return render::draw_rgb(maps, input.threads);
  const field::Region object{map_of(scores, input), /*threshold=*/0.0F};
  return render::draw_rgb_of_region(input.photo, maps, object, input.threads);
}

}  // namespace vitviz::cli
