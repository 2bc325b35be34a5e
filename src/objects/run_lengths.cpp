// SPDX-License-Identifier: Apache-2.0
#include "objects/run_lengths.h"

#include <cstddef>

namespace vitviz::objects {
namespace {

// A 1 for each pixel of the region, column by column.
std::vector<bool> columns_of(const field::Region& region) {
  const image::Size size = region.map.size();
  const auto height = static_cast<std::size_t>(size.height);
  std::vector<bool> inside(image::pixel_count(size));
  std::vector<float> row(static_cast<std::size_t>(size.width));
  for (std::size_t y = 0; y < height; ++y) {
    region.map.row(static_cast<int>(y), row);
    for (std::size_t x = 0; x < row.size(); ++x) {
      inside[x * height + y] = row[x] >= region.threshold;
    }
  }
  return inside;
}

}  // namespace

std::vector<std::uint32_t> run_lengths(const field::Region& region) {
  std::vector<std::uint32_t> lengths = {0};
  bool is_inside = false;
  for (const bool pixel : columns_of(region)) {
    if (pixel != is_inside) lengths.push_back(0);
    is_inside = pixel;
    ++lengths.back();
  }
  return lengths;
}

}  // namespace vitviz::objects
