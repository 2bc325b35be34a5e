// SPDX-License-Identifier: Apache-2.0
#include "image/percentiles.h"

#include <cmath>
#include <numeric>

#include "base/check.h"

namespace vitviz::image {

Percentiles::Percentiles(std::size_t pixels, std::size_t channels, std::size_t width)
    : channels_(channels), step_((pixels * channels - 1) / kMostNumbers + 1) {
  // A step that divides the width would look at some columns only.
  while (step_ > 1 && std::gcd(step_, width) != 1) ++step_;
  numbers_.reserve(((pixels - 1) / step_ + 1) * channels);
}

void Percentiles::add(std::span<const double> numbers) {
  const std::size_t pixels = numbers.size() / channels_;
  std::size_t pixel = skip_;
  for (; pixel < pixels; pixel += step_) {
    for (const double number : numbers.subspan(pixel * channels_, channels_)) {
      if (std::isfinite(number)) numbers_.push_back(number);
    }
  }
  skip_ = pixel - pixels;
}

double Percentiles::at(double percent) {
  VITVIZ_CHECK(percent >= 0 && percent <= 100 && !numbers_.empty());
  const double place = percent / 100 * static_cast<double>(numbers_.size() - 1);
  const double below = std::floor(place);
  const auto lower = numbers_.begin() + static_cast<std::ptrdiff_t>(below);
  std::nth_element(numbers_.begin(), lower, numbers_.end());
  if (lower + 1 == numbers_.end()) return *lower;
  const double upper = *std::min_element(lower + 1, numbers_.end());
  return std::lerp(*lower, upper, place - below);
}

}  // namespace vitviz::image
