// SPDX-License-Identifier: Apache-2.0
#include "analysis/photo_input.h"

#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "image/patches.h"
#include "image/pil_resize.h"

namespace vitviz::analysis {
namespace {

image::Filter filter_of(model::PhotoFilter filter) {
  switch (filter) {
    case model::PhotoFilter::kNearest:
      return image::Filter::kNearest;
    case model::PhotoFilter::kLanczos:
      return image::Filter::kLanczos;
    case model::PhotoFilter::kBilinear:
      return image::Filter::kBilinear;
    case model::PhotoFilter::kBicubic:
      return image::Filter::kBicubic;
    case model::PhotoFilter::kBox:
      return image::Filter::kBox;
    case model::PhotoFilter::kHamming:
      break;
  }
  return image::Filter::kHamming;
}

}  // namespace

std::size_t PlannedPhoto::bytes(Keep keep, int threads) const {
  if (keep == Keep::kResizedOnly) return file.bytes_resized(part, geometry.network, threads);
  const bool is_cut = part.size != file.size();
  return file.bytes_whole() + (is_cut ? 3 * image::pixel_count(part.size) : 0);
}

Framing frame_photo(image::Size size, const Question& question, const model::Blueprint& blueprint,
                    const std::filesystem::path& photo) {
  const std::string name = base::printable(photo.string());
  const image::Rectangle part = image::part_of(size, question.crop, name);
  const image::InputSize usual = image::ShortSide{blueprint.default_size};
  const image::Geometry geometry =
      image::plan_geometry(part.size, question.size.value_or(usual), blueprint.patch, name);
  return {part, geometry, find_queries(question.queries, part, geometry, photo)};
}

PhotoInput framed(image::SharedRgb photo, const Framing& framing) {
  if (framing.part.size != photo->size()) photo = image::share(image::cut(*photo, framing.part));
  return {std::move(photo), framing.part, framing.geometry, framing.queries};
}

PlannedPhoto plan_photo(const std::filesystem::path& path, const Question& question,
                        const model::Blueprint& blueprint) {
  image::PhotoFile file(path, question.orientation, question.color_profile, question.samples);
  Framing framing = frame_photo(file.size(), question, blueprint, path);
  return {std::move(file), framing.part, framing.geometry, std::move(framing.queries)};
}

PhotoInput read_planned(PlannedPhoto photo, Keep keep, const model::Blueprint& blueprint,
                        base::ThreadPool& threads) {
  PhotoInput input{{}, photo.part, photo.geometry, std::move(photo.queries)};
  if (keep == Keep::kResizedOnly) {
    input.resized = image::share(photo.file.read_resized(
        photo.part, photo.geometry.network, filter_of(blueprint.photo_filter), threads));
  } else {
    image::RgbImage pixels = photo.file.read(threads.stop());
    if (photo.part.size != pixels.size()) pixels = image::cut(pixels, photo.part);
    input.photo = image::share(std::move(pixels));
  }
  input.notes = photo.file.notes();
  return input;
}

PhotoInput open_photo(const std::filesystem::path& path, const Question& question,
                      const model::Blueprint& blueprint) {
  base::ThreadPool threads(1);  // none is needed to keep the photo
  return read_planned(plan_photo(path, question, blueprint), Keep::kPhoto, blueprint, threads);
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
  const auto patches_of = [&](const image::RgbImage& resized) {
    return image::to_patches(resized, input.geometry.patch, blueprint.mean, blueprint.std);
  };
  if (input.patches) return *input.patches;
  if (!input.photo) return patches_of(*input.resized);
  return patches_of(image::pil_resize(*input.photo, input.geometry.network,
                                      filter_of(blueprint.photo_filter), threads));
}

}  // namespace vitviz::analysis
