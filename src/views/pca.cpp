// SPDX-License-Identifier: Apache-2.0
// --view pca: the principal components of the patch tokens as colours. By input.pca, the basis that
// the photos of a call have in common; by this photo's own where that is null. Of the foreground
// alone on request, on the dark grey photo elsewhere.
#include "maps/pca.h"

#include <utility>

#include "base/check.h"
#include "field/region.h"
#include "render/pca_view.h"
#include "views/finish.h"
#include "views/object_scores.h"
#include "views/picture_options.h"

namespace vitviz::views {

extern const View kPca;

namespace {

field::UpsampledMap map_of(const tensor::Vector& numbers, const ViewInput& input) {
  return upsampled({numbers.data(), static_cast<std::size_t>(numbers.size())}, input);
}

// No object can be found where all patches are equal.
maps::ColorBasis own_basis(const tensor::Matrix& patches, const tensor::Vector& scores) {
  const tensor::Matrix object = maps::foreground_of(patches, scores);
  return maps::color_basis(object.rows() > 0 ? object : patches);
}

image::LazyRgb draw_pca(const ViewInput& input) {
  const int count = input.geometry.grid.count();
  VITVIZ_CHECK(input.tokens.rows() >= count);
  const tensor::Matrix patches = input.tokens.bottomRows(count);
  const bool foreground = input.options.foreground;
  const tensor::Vector scores = foreground
                                    ? object_scores(patches, input.attention, input.selection)
                                    : tensor::Vector::Ones(count);
  const maps::ColorBasis basis = input.pca != nullptr ? *input.pca : own_basis(patches, scores);
  const tensor::Matrix colors = basis.colors(patches);
  render::RgbMaps maps = {map_of(colors.col(0).transpose(), input),
                          map_of(colors.col(1).transpose(), input),
                          map_of(colors.col(2).transpose(), input)};
  if (!foreground) return render::draw_rgb(std::move(maps));
  field::Region object{map_of(scores, input), /*threshold=*/0.0F};
  return render::draw_rgb_of_region(input.photo, std::move(maps), std::move(object));
}

Picture draw(int /*map*/, const ViewInput& input) { return plain(kPca, 0, draw_pca(input), input); }

}  // namespace

const View kPca = {
    .name = "pca",
    .help =
        "the first three principal components of the patch tokens as red, green and blue: patches "
        "the network sees as similar get similar colours, in all photos",
    .extent = Extent::kPhoto,
    .of_tokens = true,
    .maps_held = 4,  // three channels and the foreground
    .draw = draw,
};

}  // namespace vitviz::views
