// SPDX-License-Identifier: Apache-2.0
#include "render/mask.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/check.h"
#include "render/row_strips.h"
#include "saliency/mass_mask.h"

namespace vitviz::render {
namespace {

constexpr int kSamplesPerPatch = 8;  // per side

// The resampled map, row by row, with 8 × 8 samples per patch.
std::vector<float> sample(std::span<const float> map, const image::Geometry& geometry,
                          Upsample how) {
  image::Geometry sampled = geometry;
  sampled.photo = {geometry.grid.cols * kSamplesPerPatch, geometry.grid.rows * kSamplesPerPatch};
  const UpsampledMap upsampled(map, sampled, how);
  const auto width = static_cast<std::size_t>(sampled.photo.width);
  std::vector<float> samples(width * static_cast<std::size_t>(sampled.photo.height));
  for (int y = 0; y < sampled.photo.height; ++y) {
    upsampled.row(y, std::span(samples).subspan(static_cast<std::size_t>(y) * width, width));
  }
  return samples;
}

float threshold_of(std::span<const float> samples, double keep) {
  // Between the samples the map may come closer to zero than at any of them.
  if (keep == 1.0) return std::numeric_limits<float>::denorm_min();
  return saliency::mass_threshold(samples, keep);
}

void mark_row(std::span<const float> values, float threshold, std::span<std::uint8_t> mask) {
  for (std::size_t x = 0; x < mask.size(); ++x) mask[x] = values[x] >= threshold ? 255 : 0;
}

image::GrayImage mark_from(float threshold, const UpsampledMap& map, base::ThreadPool& threads) {
  image::GrayImage mask(map.size());
  for_each_strip(mask.height(), threads, [&](int begin, int end) {
    std::vector<float> values(static_cast<std::size_t>(mask.width()));
    for (int y = begin; y < end; ++y) {
      map.row(y, values);
      mark_row(values, threshold, mask.row(y));
    }
  });
  return mask;
}

}  // namespace

image::GrayImage draw_mask(std::span<const float> map, const image::Geometry& geometry, double keep,
                           Upsample how, base::ThreadPool& threads) {
  VITVIZ_CHECK(keep > 0.0 && keep <= 1.0);
  if (how == Upsample::kNearest) {
    const std::vector<std::uint8_t> patches = saliency::mass_mask(map, keep);
    const std::vector<float> marks(patches.begin(), patches.end());
    return mark_from(1.0F, UpsampledMap(marks, geometry, how), threads);
  }
  const float threshold = threshold_of(sample(map, geometry, how), keep);
  return mark_from(threshold, UpsampledMap(map, geometry, how), threads);
}

}  // namespace vitviz::render
