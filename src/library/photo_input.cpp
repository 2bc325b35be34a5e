// SPDX-License-Identifier: Apache-2.0
#include "library/photo_input.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "analysis/select_maps.h"
#include "base/error.h"

namespace vitviz::library {
namespace {

// The value of a channel at a pixel of [3, height, width].
float value_at(const PhotoData& photo, std::size_t channel, int x, int y) {
  const auto [width, height] = photo.size;
  const std::size_t row = channel * static_cast<std::size_t>(height) + static_cast<std::size_t>(y);
  return photo.prepared[row * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
}

// The pixels that would have become this input.
image::RgbImage turned_back(const PhotoData& photo, const model::Blueprint& blueprint) {
  image::RgbImage pixels(photo.size);
  for (int y = 0; y < photo.size.height; ++y) {
    auto out = pixels.row(y).begin();
    for (int x = 0; x < photo.size.width; ++x) {
      for (std::size_t c = 0; c < 3; ++c) {
        const float level = value_at(photo, c, x, y) * blueprint.std[c] + blueprint.mean[c];
        *out++ = static_cast<std::uint8_t>(std::lround(std::clamp(level, 0.0F, 1.0F) * 255.0F));
      }
    }
  }
  return pixels;
}

// [N, 3·P·P], in the order of image::to_patches().
tensor::Matrix patches_of(const PhotoData& photo, const image::Geometry& geometry) {
  const int patch = geometry.patch;
  tensor::Matrix patches(geometry.grid.count(), Eigen::Index{3} * patch * patch);
  float* out = patches.data();
  for (int n = 0; n < geometry.grid.count(); ++n) {
    const int x0 = n % geometry.grid.cols * patch;
    const int y0 = n / geometry.grid.cols * patch;
    for (std::size_t c = 0; c < 3; ++c) {
      for (int y = y0; y < y0 + patch; ++y) {
        for (int x = x0; x < x0 + patch; ++x) *out++ = value_at(photo, c, x, y);
      }
    }
  }
  return patches;
}

analysis::PhotoInput prepared_input(const PhotoData& photo, analysis::Question question,
                                    const model::Blueprint& blueprint) {
  if (question.size || question.crop) {
    base::fail_argument(question.size ? "size" : "crop", "",
                        fmt::format("{} has its size already", photo.name),
                        "leave it out, or look at a photo that is not prepared");
  }
  question.size = photo.size;
  analysis::check_size(question, blueprint.patch);
  const auto framing = analysis::frame_photo(photo.size, question, blueprint, photo.name);
  auto input = analysis::framed(image::share(turned_back(photo, blueprint)), framing);
  input.patches = std::make_shared<const tensor::Matrix>(patches_of(photo, framing.geometry));
  return input;
}

}  // namespace

analysis::PhotoInput photo_input(const PhotoData& photo, const analysis::Question& question,
                                 const model::Blueprint& blueprint) {
  if (!photo.pixels) return prepared_input(photo, question, blueprint);
  analysis::check_size(question, blueprint.patch);
  return analysis::framed(photo.pixels,
                          analysis::frame_photo(photo.size, question, blueprint, photo.name));
}

}  // namespace vitviz::library
