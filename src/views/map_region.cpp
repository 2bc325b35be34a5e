// SPDX-License-Identifier: Apache-2.0
#include "views/map_region.h"

#include "tensor/row_span.h"
#include "views/picture_options.h"
#include "views/scaled_map.h"

namespace vitviz::views {

field::Region region_of(int map, const ViewInput& input) {
  const double keep = input.question.keep;
  const auto numbers = tensor::row_span(input.maps, map);
  if (input.guide != nullptr) return field::find_region(upsampled(numbers, input), keep);
  return field::find_region(numbers, input.geometry, keep, input.options.upsample);
}

}  // namespace vitviz::views
