// SPDX-License-Identifier: Apache-2.0
// A mask as COCO's data sets store one: the lengths of its runs.
#pragma once

#include <cstdint>
#include <vector>

#include "field/region.h"

namespace vitviz::objects {

// Pixels are counted column by column, from top to bottom. The first run is outside of the region
// and may be 0; from then on runs inside and outside take turns. All add up to the pixels.
// Reference: cocodataset/cocoapi, common/maskApi.h.
[[nodiscard]] std::vector<std::uint32_t> run_lengths(const field::Region& region);

}  // namespace vitviz::objects
