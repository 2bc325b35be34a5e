// SPDX-License-Identifier: Apache-2.0
#include "masks/edge_upsample.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/check.h"

namespace vitviz::masks {
namespace {

constexpr int kReach = 2;  // small pixels to each side
constexpr int kTaps = 2 * kReach + 1;
constexpr float kThreshold = 0.5F;
constexpr float kColorDeviation = 12.0F;  // in levels

std::uint8_t level_of(float value) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F));
}

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

// Where a pixel of the photo lies among those of the small one, in one dimension.
struct Place {
  int nearest;
  std::array<int, kTaps> index;  // clamped to the small photo
  std::array<float, kTaps> weight;
};

std::vector<Place> places(int pixels, int small) {
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

// Which small pixels have others within reach on the other side of the threshold.
std::vector<std::uint8_t> mixed_pixels(std::span<const float> values, image::Size size) {
  const auto inside = [&](int x, int y) {
    const auto row = static_cast<std::size_t>(std::clamp(y, 0, size.height - 1));
    const auto col = static_cast<std::size_t>(std::clamp(x, 0, size.width - 1));
    return values[row * static_cast<std::size_t>(size.width) + col] >= kThreshold;
  };
  std::vector<std::uint8_t> mixed;
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      int count = 0;
      for (int dy = -kReach; dy <= kReach; ++dy) {
        for (int dx = -kReach; dx <= kReach; ++dx) count += inside(x + dx, y + dy) ? 1 : 0;
      }
      mixed.push_back(count > 0 && count < kTaps * kTaps ? 1 : 0);
    }
  }
  return mixed;
}

}  // namespace

image::GrayImage upsample_along_edges(std::span<const float> values, const image::RgbImage& small,
                                      const image::RgbImage& photo, base::ThreadPool& threads) {
  VITVIZ_CHECK(values.size() == image::pixel_count(small.size()));
  VITVIZ_CHECK(small.width() <= photo.width() && small.height() <= photo.height());
  const std::vector<Place> columns = places(photo.width(), small.width());
  const std::vector<Place> rows = places(photo.height(), small.height());
  const std::vector<std::uint8_t> mixed = mixed_pixels(values, small.size());
  std::vector<std::uint8_t> small_levels(values.size());
  std::transform(values.begin(), values.end(), small_levels.begin(), level_of);
  const ColorWeights colors;
  const auto place_of = [&](int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(small.width()) +
           static_cast<std::size_t>(x);
  };

  // The weighted mean of the small pixels around a pixel of this colour.
  const auto mean = [&](const Place& row, const Place& column, const std::uint8_t* color) {
    float sum = 0;
    float weights = 0;
    for (std::size_t i = 0; i < kTaps; ++i) {
      for (std::size_t j = 0; j < kTaps; ++j) {
        const std::size_t place = place_of(column.index[j], row.index[i]);
        const float weight =
            row.weight[i] * column.weight[j] * colors.of(color, small.bytes().data() + 3 * place);
        sum += weight * values[place];
        weights += weight;
      }
    }
    return sum / weights;
  };

  image::GrayImage levels(photo.size());
  threads.parallel_for(photo.height(), [&](int y, int) {
    const Place& row = rows[static_cast<std::size_t>(y)];
    const std::span<std::uint8_t> to = levels.row(y);
    const std::uint8_t* color = photo.row(y).data();
    for (std::size_t x = 0; x < to.size(); ++x, color += 3) {
      const Place& column = columns[x];
      const std::size_t nearest = place_of(column.nearest, row.nearest);
      to[x] = mixed[nearest] != 0 ? level_of(mean(row, column, color)) : small_levels[nearest];
    }
  });
  return levels;
}

}  // namespace vitviz::masks
