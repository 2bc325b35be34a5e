// SPDX-License-Identifier: Apache-2.0
#include "render/cutout.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "base/check.h"
#include "field/contour_distance.h"
#include "tensor/row_span.h"

namespace vitviz::render {
namespace {

void cut_row(std::span<const std::uint8_t> rgb, std::span<const float> distances, float soft_edge,
             std::span<std::uint8_t> rgba) {
  for (std::size_t x = 0; x < distances.size(); ++x) {
    const float opacity = opacity_at(distances[x], soft_edge);
    const auto alpha = static_cast<std::uint8_t>(opacity * 255.0F + 0.5F);
    for (std::size_t channel = 0; channel < 3; ++channel) {
      rgba[4 * x + channel] = alpha == 0 ? std::uint8_t{0} : rgb[3 * x + channel];
    }
    rgba[4 * x + 3] = alpha;
  }
}

}  // namespace

float soft_edge_for(image::Size photo) {
  const float side = std::sqrt(static_cast<float>(photo.width) * static_cast<float>(photo.height));
  return std::max(2.0F, 0.004F * side);
}

float opacity_at(float distance, float soft_edge) {
  const float t = std::clamp(distance / soft_edge + 0.5F, 0.0F, 1.0F);
  return t * t * (3.0F - 2.0F * t);
}

image::LazyRgba draw_cutout(const image::RgbImage& photo, field::Region region) {
  VITVIZ_CHECK(photo.size() == region.map.size());
  const float soft_edge = soft_edge_for(photo.size());
  return {photo.size(),
          [&photo, region = std::move(region), soft_edge](const image::Band<4>& band) {
            const tensor::Matrix distances =
                field::contour_distance(region, band.top(), band.bottom(), soft_edge);
            for (int y = band.top(); y < band.bottom(); ++y) {
              cut_row(photo.row(y), tensor::row_span(distances, y - band.top()), soft_edge,
                      band.row(y));
            }
          }};
}

}  // namespace vitviz::render
