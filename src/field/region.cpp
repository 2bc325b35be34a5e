// SPDX-License-Identifier: Apache-2.0
#include "field/region.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "masks/method_table.h"

namespace vitviz::field {
namespace {

constexpr int kSamplesPerPatch = 8;  // per side
constexpr double kEnoughSamples = 1 << 20;

// The step between samples of a photo.
int step_for(image::Size size) {
  const auto pixels = static_cast<double>(image::pixel_count(size));
  const int step = std::max(1, static_cast<int>(std::sqrt(pixels / kEnoughSamples)));
  return std::min({step, size.width, size.height});
}

std::size_t sample_count(image::Size size, int step) {
  return image::pixel_count({size.width / step + 1, size.height / step + 1});
}

// Every `step`-th pixel of every `step`-th row.
std::vector<float> sample(const UpsampledMap& map, int step, base::ThreadPool& threads) {
  const image::Size size = map.size();
  const int first = step / 2;
  const auto count = [&](int pixels) { return (pixels - first - 1) / step + 1; };
  const int of_row = count(size.width);
  std::vector<float> samples(image::pixel_count({of_row, count(size.height)}));
  threads.parallel_for(count(size.height), [&](int row, int /*worker*/) {
    std::vector<float> values(static_cast<std::size_t>(size.width));
    map.row(first + row * step, values);
    auto to = samples.begin() + static_cast<std::ptrdiff_t>(row) * of_row;
    for (int x = first; x < size.width; x += step) *to++ = values[static_cast<std::size_t>(x)];
  });
  return samples;
}

// The samples, and those that are sorted.
std::size_t bytes_of_samples(std::size_t count) { return 2 * sizeof(float) * count; }

Region whole_patches(std::span<const std::uint8_t> patches, const image::Geometry& geometry) {
  constexpr float kBetween = 0.5F;  // a patch that is marked, 1, and one that is not, 0
  const std::vector<float> marks(patches.begin(), patches.end());
  return {UpsampledMap(marks, geometry, Upsample::kNearest), kBetween};
}

}  // namespace

Region find_region(std::span<const float> map, const image::Geometry& geometry,
                   const masks::Method& method, const masks::MaskOptions& options, Upsample how) {
  if (how == Upsample::kNearest) return whole_patches(method.patches(map, options), geometry);
  image::Geometry sampled = geometry;
  sampled.photo = {geometry.grid.cols * kSamplesPerPatch, geometry.grid.rows * kSamplesPerPatch};
  base::ThreadPool alone(1);  // they are few
  const auto samples = sample(UpsampledMap(map, sampled, how), /*step=*/1, alone);
  return {UpsampledMap(map, geometry, how), method.threshold(samples, options)};
}

Region find_region(UpsampledMap map, const masks::Method& method, const masks::MaskOptions& options,
                   base::ThreadPool& threads) {
  const float threshold = method.threshold(sample(map, step_for(map.size()), threads), options);
  return {std::move(map), threshold};
}

Region find_region(std::span<const float> map, const image::Geometry& geometry, double keep,
                   Upsample how) {
  return find_region(map, geometry, masks::mass_method(), {.keep = keep}, how);
}

std::size_t bytes_to_find_region(tensor::PatchGrid grid) {
  constexpr int kOfPatch = kSamplesPerPatch * kSamplesPerPatch;
  return bytes_of_samples(static_cast<std::size_t>(grid.count()) * kOfPatch);
}

std::size_t bytes_to_find_region(image::Size photo) {
  return bytes_of_samples(sample_count(photo, step_for(photo)));
}

}  // namespace vitviz::field
