// SPDX-License-Identifier: Apache-2.0
#include "render/value_range.h"

#include <algorithm>

#include "base/check.h"

namespace vitviz::render {

ValueRange range_of(std::span<const float> values) {
  VITVIZ_CHECK(!values.empty());
  const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
  return {*lowest, *highest};
}

}  // namespace vitviz::render
