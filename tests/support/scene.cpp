// SPDX-License-Identifier: Apache-2.0
#include "support/scene.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <utility>

namespace vitviz::test {

image::Geometry geometry_of(image::Size photo, tensor::PatchGrid grid) {
  constexpr int kPatch = 16;
  return {photo, {grid.cols * kPatch, grid.rows * kPatch}, kPatch, grid};
}

std::vector<float> random_map(tensor::PatchGrid grid, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> share(-0.0625F, 1.0F);
  std::vector<float> map(static_cast<std::size_t>(grid.count()));
  for (float& value : map) value = std::max(0.0F, share(random));
  return map;
}

image::RgbImage random_photo(image::Size size, unsigned seed) {
  std::mt19937 random(seed);
  image::RgbImage photo(size);
  for (std::uint8_t& byte : photo.bytes()) byte = static_cast<std::uint8_t>(random() % 256);
  return photo;
}

std::vector<float> transposed(const std::vector<float>& map, tensor::PatchGrid grid) {
  std::vector<float> result;
  for (int col = 0; col < grid.cols; ++col) {
    for (int row = 0; row < grid.rows; ++row) {
      const int patch = row * grid.cols + col;
      result.push_back(map[static_cast<std::size_t>(patch)]);
    }
  }
  return result;
}

field::Region disc(image::Size photo, double x, double y, double radius) {
  tensor::Matrix inside(photo.height, photo.width);
  for (int row = 0; row < photo.height; ++row) {
    for (int col = 0; col < photo.width; ++col) {
      inside(row, col) = static_cast<float>(radius - std::hypot(col - x, row - y));
    }
  }
  return {field::UpsampledMap(std::move(inside)), 0.0F};
}

image::RgbImage plain_photo(image::Size size, const color::Color& color) {
  image::RgbImage photo(size);
  for (std::size_t i = 0; i < photo.bytes().size(); ++i) photo.bytes()[i] = color[i % 3];
  return photo;
}

tensor::Matrix values_of(const field::UpsampledMap& map) {
  tensor::Matrix values(map.size().height, map.size().width);
  for (int y = 0; y < map.size().height; ++y) {
    map.row(y, std::span(values.row(y).data(), static_cast<std::size_t>(values.cols())));
  }
  return values;
}

}  // namespace vitviz::test
