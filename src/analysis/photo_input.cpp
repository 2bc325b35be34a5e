// SPDX-License-Identifier: Apache-2.0
#include "analysis/photo_input.h"

#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "image/patches.h"
#include "image/photo.h"
#include "image/pil_resize.h"

namespace vitviz::analysis {
namespace {

image::Filter filter_of(model::PhotoFilter filter) {
  return filter == model::PhotoFilter::kBilinear ? image::Filter::kBilinear
                                                 : image::Filter::kBicubic;
}

}  // namespace

PhotoPart read_part(const std::filesystem::path& path, const Question& question) {
  image::RgbImage photo = image::read_photo(path, question.orientation);
  const image::Rectangle whole{{0, 0}, photo.size()};
  if (!question.crop) return {std::move(photo), whole};
  const image::Rectangle part =
      image::part_of(photo.size(), *question.crop, base::printable(path.string()));
  return {image::cut(photo, part), part};
}

PhotoInput open_photo(const std::filesystem::path& path, const Question& question,
                      const model::Blueprint& blueprint) {
  auto [photo, part] = read_part(path, question);
  const image::InputSize usual = image::ShortSide{blueprint.default_size};
  const image::Geometry geometry = image::plan_geometry(
      part.size, question.size.value_or(usual), blueprint.patch, base::printable(path.string()));
  std::vector<Query> queries = find_queries(question.queries, part, geometry, path);
  return {std::move(photo), part, geometry, std::move(queries)};
}

std::vector<Query> find_queries(const std::vector<image::Pixel>& asked,
                                const image::Rectangle& part, const image::Geometry& geometry,
                                const std::filesystem::path& photo) {
  std::vector<Query> queries;
  for (const image::Pixel query : asked) {
    const image::Pixel place{query.x - part.corner.x, query.y - part.corner.y};
    const auto [width, height] = part.size;
    if (place.x < 0 || place.y < 0 || place.x >= width || place.y >= height) {
      base::fail_argument(
          "query", fmt::format("{},{}", query.x, query.y),
          fmt::format("outside of what is looked at of {}", base::printable(photo.string())),
          fmt::format("x runs from {} to {}, y from {} to {}", part.corner.x,
                      part.corner.x + width - 1, part.corner.y, part.corner.y + height - 1));
    }
    queries.push_back({query, place, geometry.patch_at(place)});
  }
  return queries;
}

tensor::Matrix network_input(const PhotoInput& input, const model::Blueprint& blueprint,
                             base::ThreadPool& threads) {
  const image::RgbImage resized = image::pil_resize(input.photo, input.geometry.network,
                                                    filter_of(blueprint.photo_filter), threads);
  return image::to_patches(resized, input.geometry.patch, blueprint.mean, blueprint.std);
}

}  // namespace vitviz::analysis
