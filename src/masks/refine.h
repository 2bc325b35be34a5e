// SPDX-License-Identifier: Apache-2.0
// A coarse mask → one that follows the edges of a photo of any size.
//
// The bilateral solver works on a small copy of the photo, long side 640: its cells then measure a
// fortieth of the photo, whatever its size, and a photo of 12 megapixels takes as long as a small
// one. What it finds is cleaned there, if at all, and then enlarged along the photo's edges, a row
// at a time (edge_upsample.h).
#pragma once

#include <cstddef>
#include <span>

#include "base/thread_pool.h"
#include "image/raster.h"
#include "masks/bilateral_solver.h"
#include "masks/edge_upsample.h"

namespace vitviz::masks {

// Serves all masks of a photo.
class MaskRefiner {
 public:
  // `photo` must outlive the refiner.
  MaskRefiner(const image::RgbImage& photo, base::ThreadPool& threads,
              const SolverOptions& options = {});

  // Memory that a refiner takes at most, beside the levels.
  [[nodiscard]] static std::size_t bytes_to_refine(image::Size photo);

  // That of the small copy; the photo's own where it is not larger. Masks to be refined have it.
  [[nodiscard]] image::Size size() const { return small_.size(); }

  // `mask`: from 0, outside, to 1, the object, for each pixel of size(), row by row; masks of 0 and
  // 1 alone gave the best results. Returns levels of the same pixels: the object is where they
  // reach kObjectLevel.
  [[nodiscard]] image::GrayImage solve(std::span<const float> mask) const;

  // Such levels, at the photo's size. The refiner must outlive it.
  [[nodiscard]] EdgeUpsampler enlarge(image::GrayImage levels) const;

 private:
  const image::RgbImage& photo_;
  image::RgbImage small_;
  BilateralSolver solver_;
};

}  // namespace vitviz::masks
