// SPDX-License-Identifier: Apache-2.0
// Pixels in memory: 8 bits a channel, channels interleaved, rows from top to bottom, no padding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

#include "base/check.h"

namespace vitviz::image {

// Width and height in pixels.
struct Size {
  int width = 0;
  int height = 0;

  friend bool operator==(const Size&, const Size&) = default;
};

[[nodiscard]] constexpr std::size_t pixel_count(Size size) {
  return static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
}

// Not copyable, because a copy by accident is expensive.
template <int Channels>
class Raster {
 public:
  static constexpr int kChannels = Channels;

  Raster() = default;

  // The pixels are not initialised. Requires: both sides are at least 1.
  explicit Raster(Size size) : size_(size) {
    VITVIZ_CHECK(size.width >= 1 && size.height >= 1);
    bytes_ = std::make_unique_for_overwrite<std::uint8_t[]>(byte_count());
  }

  [[nodiscard]] Size size() const { return size_; }
  [[nodiscard]] int width() const { return size_.width; }
  [[nodiscard]] int height() const { return size_.height; }

  [[nodiscard]] std::span<std::uint8_t> row(int y) { return {row_start(y), row_bytes()}; }
  [[nodiscard]] std::span<const std::uint8_t> row(int y) const {
    return {row_start(y), row_bytes()};
  }

  // All rows, one after the other.
  [[nodiscard]] std::span<std::uint8_t> bytes() { return {bytes_.get(), byte_count()}; }
  [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {bytes_.get(), byte_count()}; }

 private:
  [[nodiscard]] std::size_t row_bytes() const {
    return static_cast<std::size_t>(size_.width) * Channels;
  }
  [[nodiscard]] std::size_t byte_count() const {
    return row_bytes() * static_cast<std::size_t>(size_.height);
  }
  [[nodiscard]] std::uint8_t* row_start(int y) const {
    VITVIZ_CHECK(y >= 0 && y < size_.height);
    return bytes_.get() + static_cast<std::size_t>(y) * row_bytes();
  }

  Size size_;
  std::unique_ptr<std::uint8_t[]> bytes_;
};

using RgbImage = Raster<3>;
using GrayImage = Raster<1>;
using RgbaImage = Raster<4>;  // the fourth is opacity; colours are not multiplied by it

// Pixels that several hold and nobody changes.
using SharedRgb = std::shared_ptr<const RgbImage>;
[[nodiscard]] inline SharedRgb share(RgbImage pixels) {
  return std::make_shared<const RgbImage>(std::move(pixels));
}

}  // namespace vitviz::image
