// SPDX-License-Identifier: Apache-2.0
#include "views/scaled_map.h"

#include <utility>

#include "views/map_ranges.h"
#include "views/picture_options.h"

namespace vitviz::views {

field::UpsampledMap upsampled(std::span<const float> map, const ViewInput& input) {
  const field::Upsample how = input.options.upsample;
  if (input.guide != nullptr) return input.guide->follow(map, how, input.threads);
  return {map, input.geometry, how};
}

ScaledMap scaled(std::span<const float> map, const ViewInput& input) {
  color::ValueRange range = input.range ? *input.range : own_range(map, input.selection.map());
  const int beyond = color::count_beyond(map, range);
  // A hot patch that is clipped only afterwards would spread over its neighbours.
  field::UpsampledMap values = upsampled(color::clamped(map, range), input);
  // What follows the photo's edges has lost its peaks.
  if (input.guide != nullptr && !input.range) range = {values.lowest(), values.highest()};
  return {std::move(values), {range, input.options.gamma}, beyond};
}

}  // namespace vitviz::views
