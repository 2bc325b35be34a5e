// SPDX-License-Identifier: Apache-2.0
// The filters for photos by the names that PIL, timm and open_clip give them, in PIL's order.
#pragma once

#include <array>

#include "base/named.h"
#include "model/blueprint.h"

namespace vitviz::model {

inline constexpr std::array kPhotoFilters = {
    base::Named{"nearest", PhotoFilter::kNearest},   base::Named{"lanczos", PhotoFilter::kLanczos},
    base::Named{"bilinear", PhotoFilter::kBilinear}, base::Named{"bicubic", PhotoFilter::kBicubic},
    base::Named{"box", PhotoFilter::kBox},           base::Named{"hamming", PhotoFilter::kHamming},
};

}  // namespace vitviz::model
