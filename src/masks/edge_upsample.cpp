// SPDX-License-Identifier: Apache-2.0
#include "masks/edge_upsample.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "base/check.h"

namespace vitviz::masks {
namespace {

constexpr float kColorDeviation = 12.0F;  // in levels

// exp(−d / 2σ²) of squared distances between colours.
class ColorWeights {
 public:
  ColorWeights() {
    for (std::size_t i = 0; i < weights_.size(); ++i) {
      const auto squared = static_cast<float>(i << kShift);
      weights_[i] = std::exp(-squared / (2 * kColorDeviation * kColorDeviation)) + kLeast;
    }
  }

  [[nodiscard]] float of(const std::uint8_t* a, const std::uint8_t* b) const {
    const int red = a[0] - b[0];
    const int green = a[1] - b[1];
    const int blue = a[2] - b[2];
    return weights_[static_cast<std::size_t>(red * red + green * green + blue * blue) >> kShift];
  }

 private:
  static constexpr int kShift = 5;
  static constexpr float kLeast = 1e-6F;  // where no colour is similar, the nearest pixels decide
  std::array<float, (3 * 255 * 255 >> kShift) + 1> weights_;
};

const ColorWeights& color_weights() {
  static const ColorWeights weights;
  return weights;
}

}  // namespace

image::GrayImage levels_of(std::span<const float> values, image::Size size) {
  VITVIZ_CHECK(values.size() == image::pixel_count(size));
  image::GrayImage levels(size);
  std::transform(values.begin(), values.end(), levels.bytes().begin(), [](float value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F));
  });
  return levels;
}

EdgeUpsampler::EdgeUpsampler(image::GrayImage levels, const image::RgbImage& small,
                             const image::RgbImage& photo)
    : levels_(std::move(levels)),
      small_(small),
      photo_(photo),
      columns_(places(photo.width(), small.width())),
      rows_(places(photo.height(), small.height())),
      mixed_(mixed_pixels()) {
  VITVIZ_CHECK(levels_.size() == small.size());
  VITVIZ_CHECK(small.width() <= photo.width() && small.height() <= photo.height());
}

std::vector<EdgeUpsampler::Place> EdgeUpsampler::places(int pixels, int small) {
  std::vector<Place> line(static_cast<std::size_t>(pixels));
  for (int i = 0; i < pixels; ++i) {
    const double center = (i + 0.5) * small / pixels;  // that of small pixel s is s + 0.5
    Place& place = line[static_cast<std::size_t>(i)];
    place.nearest = std::min(small - 1, static_cast<int>(center));
    for (int tap = 0; tap < kTaps; ++tap) {
      const int at = place.nearest + tap - kReach;
      const double off = at + 0.5 - center;
      place.index[static_cast<std::size_t>(tap)] = std::clamp(at, 0, small - 1);
      place.weight[static_cast<std::size_t>(tap)] = static_cast<float>(std::exp(-off * off / 2));
    }
  }
  return line;
}

std::size_t EdgeUpsampler::number_of(int x, int y) const {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(levels_.width()) +
         static_cast<std::size_t>(x);
}

std::vector<bool> EdgeUpsampler::mixed_pixels() const {
  const auto inside = [&](int x, int y) {
    const int row = std::clamp(y, 0, levels_.height() - 1);
    const int col = std::clamp(x, 0, levels_.width() - 1);
    return levels_.bytes()[number_of(col, row)] >= kObjectLevel;
  };
  std::vector<bool> mixed;
  for (int y = 0; y < levels_.height(); ++y) {
    for (int x = 0; x < levels_.width(); ++x) {
      int count = 0;
      for (int dy = -kReach; dy <= kReach; ++dy) {
        for (int dx = -kReach; dx <= kReach; ++dx) count += inside(x + dx, y + dy) ? 1 : 0;
      }
      mixed.push_back(count > 0 && count < kTaps * kTaps);
    }
  }
  return mixed;
}

// The weighted mean of the small pixels around a pixel of this colour.
float EdgeUpsampler::mean(const Place& row, const Place& column, const std::uint8_t* color) const {
  const ColorWeights& colors = color_weights();
  const auto levels = levels_.bytes();
  float sum = 0;
  float weights = 0;
  for (std::size_t i = 0; i < kTaps; ++i) {
    for (std::size_t j = 0; j < kTaps; ++j) {
      const std::size_t number = number_of(column.index[j], row.index[i]);
      const float weight =
          row.weight[i] * column.weight[j] * colors.of(color, small_.bytes().data() + 3 * number);
      sum += weight * static_cast<float>(levels[number]);
      weights += weight;
    }
  }
  return sum / weights;
}

void EdgeUpsampler::row(int y, std::span<float> levels) const {
  const Place& row = rows_[static_cast<std::size_t>(y)];
  const std::uint8_t* color = photo_.row(y).data();
  for (std::size_t x = 0; x < levels.size(); ++x, color += 3) {
    const Place& column = columns_[x];
    const std::size_t nearest = number_of(column.nearest, row.nearest);
    levels[x] = mixed_[nearest] ? mean(row, column, color) : levels_.bytes()[nearest];
  }
}

}  // namespace vitviz::masks
