// SPDX-License-Identifier: Apache-2.0
// Percentiles of the numbers of a picture, as numpy.percentile() computes them: between two numbers
// in order, linearly.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace vitviz::image {

class Percentiles {
 public:
  // Of more numbers than these (64 MiB; a scan of 2900 x 2900) only every second, third, … pixel
  // counts. Were they drawn by lot, the rank of percentile 2 would be off by 0.005.
  static constexpr std::size_t kMostNumbers = std::size_t{1} << 23;

  // Of `pixels` pixels with so many channels, in rows of `width`.
  Percentiles(std::size_t pixels, std::size_t channels, std::size_t width);

  // The next numbers, of whole pixels, in the picture's order. Those that are not finite are left
  // out.
  void add(std::span<const double> numbers);

  [[nodiscard]] bool is_exact() const { return step_ == 1; }
  [[nodiscard]] bool is_empty() const { return numbers_.empty(); }

  // Requires: 0 <= percent <= 100; not is_empty().
  [[nodiscard]] double at(double percent);

  // Memory that one takes for so many numbers.
  [[nodiscard]] static std::size_t bytes_for(std::size_t numbers) {
    return std::min(numbers, kMostNumbers) * sizeof(double);
  }

 private:
  std::size_t channels_;
  std::size_t step_;      // in pixels
  std::size_t skip_ = 0;  // pixels before the next one that counts
  std::vector<double> numbers_;
};

}  // namespace vitviz::image
