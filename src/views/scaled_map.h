// SPDX-License-Identifier: Apache-2.0
// Numbers, one per patch → numbers at the photo's size, ready to become colours.
#pragma once

#include <span>

#include "color/value_scale.h"
#include "field/upsample.h"
#include "views/view.h"

namespace vitviz::views {

// As upsampling and guiding are asked for.
[[nodiscard]] field::UpsampledMap upsampled(std::span<const float> map, const ViewInput& input);

// A map that is ready to be drawn in colours.
struct ScaledMap {
  field::UpsampledMap values;
  color::ValueScale scale;
  int beyond = 0;  // patches whose number is outside of the scale's range
};
[[nodiscard]] ScaledMap scaled(std::span<const float> map, const ViewInput& input);

}  // namespace vitviz::views
