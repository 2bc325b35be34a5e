// SPDX-License-Identifier: Apache-2.0
#include "scoring/prediction.h"

#include <algorithm>
#include <cstddef>

#include "objects/object_box.h"

namespace vitviz::scoring {
namespace {

// All rows of a map, as a task for the threads.
template <typename UseRow>
void for_each_row(const field::UpsampledMap& map, base::ThreadPool& threads,
                  const UseRow& use_row) {
  const auto width = static_cast<std::size_t>(map.size().width);
  std::vector<std::vector<float>> rows(static_cast<std::size_t>(threads.size()),
                                       std::vector<float>(width));
  threads.parallel_for(map.size().height, [&](int y, int worker) {
    std::vector<float>& row = rows[static_cast<std::size_t>(worker)];
    map.row(y, row);
    use_row(static_cast<std::size_t>(y), row);
  });
}

eval::Box to_box(const image::Rectangle& rectangle) {
  const auto [corner, size] = rectangle;
  return {.left = 1.0 * corner.x,
          .top = 1.0 * corner.y,
          .right = 1.0 * corner.x + size.width,
          .bottom = 1.0 * corner.y + size.height};
}

}  // namespace

PixelMask mask_of(std::span<const field::Region> regions, image::Size photo,
                  base::ThreadPool& threads) {
  PixelMask mask(image::pixel_count(photo));
  for (const field::Region& region : regions) {
    for_each_row(region.map, threads, [&](std::size_t y, std::span<const float> row) {
      for (std::size_t x = 0; x < row.size(); ++x) {
        if (row[x] >= region.threshold) mask[y * row.size() + x] = 1;
      }
    });
  }
  return mask;
}

std::vector<float> scaled_to_one(const field::UpsampledMap& map, base::ThreadPool& threads) {
  std::vector<float> values(image::pixel_count(map.size()));
  for_each_row(map, threads, [&](std::size_t y, std::span<const float> row) {
    std::copy(row.begin(), row.end(), values.begin() + static_cast<std::ptrdiff_t>(y * row.size()));
  });
  const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
  const float low = *lowest;
  const float extent = *highest - low;
  for (float& value : values) value = extent > 0 ? (value - low) / extent : 0.0F;
  return values;
}

std::optional<eval::Box> box_of_largest(std::span<const field::Region> regions,
                                        base::ThreadPool& threads) {
  masks::ObjectPart largest;
  for (const field::Region& region : regions) {
    const masks::ObjectPart part = objects::box_of(region, threads);
    if (part.area > largest.area) largest = part;
  }
  return largest.area > 0 ? std::optional(to_box(largest.box)) : std::nullopt;
}

}  // namespace vitviz::scoring
