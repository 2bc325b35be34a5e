// SPDX-License-Identifier: Apache-2.0
#include "cli/photo_input.h"

#include "base/text.h"
#include "image/patches.h"
#include "image/pil_resize.h"

namespace vitviz::cli {
namespace {

image::Filter filter_of(model::PhotoFilter filter) {
  return filter == model::PhotoFilter::kBilinear ? image::Filter::kBilinear
                                                 : image::Filter::kBicubic;
}

}  // namespace

image::Geometry geometry_of(const image::RgbImage& photo, const std::filesystem::path& path,
                            const Options& options, const model::Blueprint& blueprint) {
  const image::InputSize usual = image::ShortSide{blueprint.default_size};
  return image::plan_geometry(photo.size(), options.size.value_or(usual), blueprint.patch,
                              base::printable(path.string()));
}

tensor::Matrix network_input(const image::RgbImage& photo, const image::Geometry& geometry,
                             const model::Blueprint& blueprint, base::ThreadPool& threads) {
  const image::RgbImage input =
      image::pil_resize(photo, geometry.network, filter_of(blueprint.photo_filter), threads);
  return image::to_patches(input, geometry.patch, blueprint.mean, blueprint.std);
}

}  // namespace vitviz::cli
