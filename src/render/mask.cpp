// SPDX-License-Identifier: Apache-2.0
#include "render/mask.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "render/row_strips.h"

namespace vitviz::render {
namespace {

void mark_row(std::span<const float> values, float threshold, std::span<std::uint8_t> mask) {
  for (std::size_t x = 0; x < mask.size(); ++x) mask[x] = values[x] >= threshold ? 255 : 0;
}

}  // namespace

image::GrayImage draw_mask(const field::Region& region, base::ThreadPool& threads) {
  image::GrayImage mask(region.map.size());
  for_each_strip(mask.height(), threads, [&](int begin, int end) {
    std::vector<float> values(static_cast<std::size_t>(mask.width()));
    for (int y = begin; y < end; ++y) {
      region.map.row(y, values);
      mark_row(values, region.threshold, mask.row(y));
    }
  });
  return mask;
}

image::GrayImage draw_mask(std::span<const float> map, const image::Geometry& geometry, double keep,
                           field::Upsample how, base::ThreadPool& threads) {
  return draw_mask(field::find_region(map, geometry, keep, how), threads);
}

}  // namespace vitviz::render
