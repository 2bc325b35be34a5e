// SPDX-License-Identifier: Apache-2.0
// What a picture says about itself, in the PNG file's text chunks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "color/value_scale.h"
#include "image/png_file.h"
#include "views/view.h"

namespace vitviz::views {

// ", of the patch at 320,240"; empty where nobody asked for one.
[[nodiscard]] std::string query_text(const ViewInput& input);

// What a picture shows by itself, or all of it: "attention of block 11, mean of the heads".
[[nodiscard]] std::string map_text(const View& view, int map, const ViewInput& input);

// "Software" and "Description": the map, the model, its input, and the colours where there are any,
// with the number of patches `beyond` their range.
[[nodiscard]] std::vector<image::PngText> texts_about(const View& view, int map,
                                                      const ViewInput& input,
                                                      const std::optional<color::ValueScale>& scale,
                                                      int beyond);

}  // namespace vitviz::views
