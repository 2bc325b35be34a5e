// SPDX-License-Identifier: Apache-2.0
// The views that show many maps on one page, and the legend beside those that show one.
#pragma once

#include <string>

#include "cli/views.h"
#include "color/value_range.h"
#include "image/raster.h"

namespace vitviz::cli {

// The photo and the maps of all heads of a block: that of the map numbered `map`.
[[nodiscard]] Picture draw_heads(int map, const ViewInput& input);

// The maps of all blocks and heads.
[[nodiscard]] Picture draw_blocks(const ViewInput& input);

// The picture as it is, or with a legend at its right when --legend asks for one.
[[nodiscard]] image::RgbImage beside_legend(image::RgbImage picture, color::ValueRange range,
                                            const ViewInput& input);

// What a value of the attention is, in words: "share of the CLS token's attention".
[[nodiscard]] std::string meaning_of_attention(const MapSelection& selection);

}  // namespace vitviz::cli
