// SPDX-License-Identifier: Apache-2.0
#include "render/pca_view.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/check.h"
#include "field/contour_distance.h"
#include "render/cutout.h"
#include "render/gray_ground.h"

namespace vitviz::render {
namespace {

void check_maps(const RgbMaps& maps) {
  for (const field::UpsampledMap& map : maps) {
    VITVIZ_CHECK(map.size() == maps[0].size() && map.lowest() >= 0.0F && map.highest() <= 1.0F);
  }
}

// `values` is scratch of the picture's width.
void color_row(const RgbMaps& maps, int y, std::vector<float>& values,
               std::span<std::uint8_t> rgb) {
  for (std::size_t channel = 0; channel < 3; ++channel) {
    maps[channel].row(y, values);
    for (std::size_t x = 0; x < values.size(); ++x) {
      rgb[3 * x + channel] = static_cast<std::uint8_t>(values[x] * 255.0F + 0.5F);
    }
  }
}

void lay_on_ground(std::span<const std::uint8_t> ground, const float* distances, float soft_edge,
                   std::span<std::uint8_t> rgb) {
  for (std::size_t x = 0; x < ground.size(); ++x) {
    const float opacity = opacity_at(distances[x], soft_edge);
    for (std::size_t channel = 0; channel < 3; ++channel) {
      std::uint8_t& byte = rgb[3 * x + channel];
      const float sum =
          static_cast<float>(byte) * opacity + static_cast<float>(ground[x]) * (1.0F - opacity);
      byte = static_cast<std::uint8_t>(sum + 0.5F);
    }
  }
}

}  // namespace

image::LazyRgb draw_rgb(RgbMaps maps) {
  check_maps(maps);
  const image::Size size = maps[0].size();
  return {size, [maps = std::move(maps)](const image::Band<3>& band) {
            std::vector<float> values(static_cast<std::size_t>(band.picture().width));
            for (int y = band.top(); y < band.bottom(); ++y) {
              color_row(maps, y, values, band.row(y));
            }
          }};
}

image::LazyRgb draw_rgb_of_region(const image::RgbImage& photo, RgbMaps maps,
                                  field::Region region) {
  VITVIZ_CHECK(photo.size() == maps[0].size() && photo.size() == region.map.size());
  const float soft_edge = soft_edge_for(photo.size());
  image::LazyRgb colors = draw_rgb(std::move(maps));
  return {photo.size(), [&photo, colors = std::move(colors), region = std::move(region),
                         soft_edge](const image::Band<3>& band) {
            colors.draw(band);
            const tensor::Matrix distances =
                field::contour_distance(region, band.top(), band.bottom(), soft_edge);
            std::vector<std::uint8_t> ground(static_cast<std::size_t>(band.picture().width));
            for (int y = band.top(); y < band.bottom(); ++y) {
              gray_ground_row(photo.row(y), ground);
              lay_on_ground(ground, distances.row(y - band.top()).data(), soft_edge, band.row(y));
            }
          }};
}

}  // namespace vitviz::render
