// SPDX-License-Identifier: Apache-2.0
// A soft mask of a small copy of a photo → any row of it at the photo's own size, with the photo's
// own edges.
//
// J. Kopf et al., "Joint Bilateral Upsampling", 2007: a pixel takes the mean of the small pixels
// around it, weighted by how near they are (5 × 5 of them, a Gaussian of one small pixel) and by
// how similar their colour is to its own (a Gaussian of 12 levels). Only along the mask's edge:
// where all of the 5 × 5 are on one side of the threshold, the nearest decides.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "image/raster.h"

namespace vitviz::masks {

// Levels from 0 to 255 stand for 0 to 1; the object is where they reach this one, for there the
// value was at least 0.5.
inline constexpr int kObjectLevel = 128;

// The level of each number, row by row; what is beyond 0 and 1 is clamped.
// Requires: as many numbers as pixels, all finite.
[[nodiscard]] image::GrayImage levels_of(std::span<const float> values, image::Size size);

class EdgeUpsampler {
 public:
  // `levels` are those of `small`, which is the whole photo, resized. `small` and `photo` must
  // outlive it. Requires: `small` has the size of the levels and is not larger than the photo.
  EdgeUpsampler(image::GrayImage levels, const image::RgbImage& small,
                const image::RgbImage& photo);

  [[nodiscard]] image::Size size() const { return photo_.size(); }

  // Writes the levels of row y of the photo. Callable from several threads.
  void row(int y, std::span<float> levels) const;

 private:
  static constexpr int kReach = 2;  // small pixels to each side
  static constexpr int kTaps = 2 * kReach + 1;

  // Where a pixel of the photo lies among those of the small one, in one dimension.
  struct Place {
    int nearest;
    std::array<int, kTaps> index;  // clamped to the small photo
    std::array<float, kTaps> weight;
  };

  [[nodiscard]] static std::vector<Place> places(int pixels, int small);
  [[nodiscard]] std::vector<bool> mixed_pixels() const;
  [[nodiscard]] std::size_t number_of(int x, int y) const;
  [[nodiscard]] float mean(const Place& row, const Place& column, const std::uint8_t* color) const;

  image::GrayImage levels_;
  const image::RgbImage& small_;
  const image::RgbImage& photo_;
  std::vector<Place> columns_;
  std::vector<Place> rows_;
  std::vector<bool> mixed_;  // which small pixels have others within reach on the other side
};

}  // namespace vitviz::masks
