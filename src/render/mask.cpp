// SPDX-License-Identifier: Apache-2.0
#include "render/mask.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace vitviz::render {
namespace {

void mark_row(std::span<const float> values, float threshold, std::span<std::uint8_t> mask) {
  for (std::size_t x = 0; x < mask.size(); ++x) mask[x] = values[x] >= threshold ? 255 : 0;
}

}  // namespace

image::LazyGray draw_mask(field::Region region) {
  const image::Size size = region.map.size();
  return {size, [region = std::move(region)](const image::Band<1>& band) {
            std::vector<float> values(static_cast<std::size_t>(band.picture().width));
            for (int y = band.top(); y < band.bottom(); ++y) {
              region.map.row(y, values);
              mark_row(values, region.threshold, band.row(y));
            }
          }};
}

image::LazyGray draw_mask(std::span<const float> map, const image::Geometry& geometry, double keep,
                          field::Upsample how) {
  return draw_mask(field::find_region(map, geometry, keep, how));
}

}  // namespace vitviz::render
