// SPDX-License-Identifier: Apache-2.0
#include "views/finish.h"

#include <utility>
#include <vector>

#include "maps/token_norms.h"
#include "render/place_mark.h"
#include "views/legend.h"

namespace vitviz::views {
namespace {

std::vector<image::Pixel> marked_places(int map, const ViewInput& input) {
  std::vector<image::Pixel> places;
  if (input.query != nullptr) places.push_back(input.query->place);
  if (!input.selection.map().has_outliers) return places;
  for (const int patch : maps::find_outliers(input.maps.row(map)).indices) {
    places.push_back(input.geometry.center_of(patch));
  }
  return places;
}

}  // namespace

image::LazyRgb with_marks(image::LazyRgb picture, int map, const ViewInput& input) {
  std::vector<image::Pixel> places = marked_places(map, input);
  if (places.empty()) return picture;
  const image::Size size = picture.size;
  return {size, [picture = std::move(picture), places = std::move(places)](const auto& band) {
            picture.draw(band);
            for (const image::Pixel place : places) render::mark_place(band, place);
          }};
}

Picture finished(const View& view, int map, image::LazyRgb picture, const ScaledMap& drawn,
                 const ViewInput& input) {
  const auto held = std::make_shared<const image::LazyRgb>(
      beside_legend(with_marks(std::move(picture), map, input), drawn.scale.range, input));
  return {[held, texts = texts_about(view, map, input, drawn.scale, drawn.beyond),
           &threads = input.threads](const base::ByteSink& file) {
            image::encode_png(*held, threads, texts, file);
          },
          [held, &threads = input.threads] { return image::rgb_of(*held, threads); }, drawn.scale,
          drawn.beyond};
}

}  // namespace vitviz::views
