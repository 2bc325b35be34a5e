// SPDX-License-Identifier: Apache-2.0
#include "objects/object_levels.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "masks/edge_upsample.h"

namespace vitviz::objects {
namespace {

constexpr int kHighestLevel = 255;

// The levels of values on one side of the threshold.
class Ramp {
 public:
  Ramp(float from, float to, int lowest, int highest)
      : from_(from),
        slope_(to > from ? static_cast<float>(highest - lowest) / (to - from) : 0.0F),
        lowest_(lowest) {}

  [[nodiscard]] std::uint8_t operator()(float value) const {
    return static_cast<std::uint8_t>(lowest_ + static_cast<int>((value - from_) * slope_));
  }

 private:
  float from_;
  float slope_;
  int lowest_;
};

}  // namespace

image::GrayImage levels_of(const field::Region& region, base::ThreadPool& threads) {
  const float threshold = region.threshold;
  const Ramp outside(std::min(region.map.lowest(), threshold), threshold, 0,
                     masks::kObjectLevel - 1);
  const Ramp inside(threshold, std::max(region.map.highest(), threshold), masks::kObjectLevel,
                    kHighestLevel);
  image::GrayImage levels(region.map.size());
  threads.parallel_for(levels.height(), [&](int y, int /*worker*/) {
    std::vector<float> values(static_cast<std::size_t>(levels.width()));
    region.map.row(y, values);
    std::transform(values.begin(), values.end(), levels.row(y).begin(), [&](float value) {
      return value >= threshold ? inside(value) : outside(value);
    });
  });
  return levels;
}

field::Region region_of_levels(image::Size size, field::UpsampledMap::RowFunction row) {
  return {field::UpsampledMap(size, 0, kHighestLevel, std::move(row)), masks::kObjectLevel};
}

}  // namespace vitviz::objects
