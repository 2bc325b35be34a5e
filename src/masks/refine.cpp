// SPDX-License-Identifier: Apache-2.0
#include "masks/refine.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "image/pil_resize.h"

namespace vitviz::masks {
namespace {

constexpr int kLongSide = 640;

image::Size small_size(image::Size photo) {
  const double scale = std::min(1.0, double{kLongSide} / std::max(photo.width, photo.height));
  const auto shrunk = [scale](int side) {
    return std::max(1, static_cast<int>(std::lround(side * scale)));
  };
  return {shrunk(photo.width), shrunk(photo.height)};
}

}  // namespace

MaskRefiner::MaskRefiner(const image::RgbImage& photo, base::ThreadPool& threads,
                         const SolverOptions& options)
    : photo_(photo),
      small_(image::pil_resize(photo, small_size(photo.size()), image::Filter::kBilinear, threads)),
      solver_(small_, options) {}

std::size_t MaskRefiner::bytes_to_refine(image::Size photo) {
  // The small photo, its vertices, the target and the solution; measured.
  constexpr std::size_t kBytesPerPixel = 32;
  return kBytesPerPixel * image::pixel_count(small_size(photo));
}

image::GrayImage MaskRefiner::solve(std::span<const float> mask) const {
  return levels_of(solver_.solve(mask), size());
}

EdgeUpsampler MaskRefiner::enlarge(image::GrayImage levels) const {
  return {std::move(levels), small_, photo_};
}

}  // namespace vitviz::masks
