// SPDX-License-Identifier: Apache-2.0
// Numbers → grey levels.
#pragma once

#include <cstdint>

namespace vitviz::image {

class Levels {
 public:
  // round(255 (v − lowest) / (highest − lowest)) of what is between, halves up; 0 at `lowest` and
  // below, and for NaN, 255 at `highest` and above. Where both are one number, what is above is
  // 255. Requires: lowest <= highest, both finite.
  [[nodiscard]] static Levels of_window(double lowest, double highest) {
    return {lowest, highest, /*rounding=*/0.5};
  }

  // The upper 8 bits of whole numbers of 8 to 16 bits; fewer bits fill the levels.
  // Requires: 1 <= bits <= 16.
  [[nodiscard]] static Levels of_whole_numbers(int bits) {
    if (bits < 8) return of_window(0, (1 << bits) - 1);
    return {0, 255.0 * (1 << (bits - 8)), /*rounding=*/0};
  }

  [[nodiscard]] std::uint8_t operator()(double value) const {
    if (!(value > lowest_)) return 0;
    if (value >= highest_) return 255;
    const double level = 255 * (value * scale_ - lowest_ * scale_) / width_ + rounding_;
    return level < 255 ? static_cast<std::uint8_t>(level) : 255;
  }

 private:
  Levels(double lowest, double highest, double rounding)
      : lowest_(lowest), highest_(highest), rounding_(rounding) {
    // 255 times the width has to stay finite; a power of two changes nothing else.
    constexpr double kWidest = 1e300;
    if (!(highest - lowest < kWidest)) scale_ = 0x1p-10;
    width_ = highest * scale_ - lowest * scale_;
  }

  double lowest_;
  double highest_;
  double rounding_;
  double scale_ = 1;
  double width_ = 0;
};

}  // namespace vitviz::image
