// SPDX-License-Identifier: Apache-2.0
// What pictures of many views have in common when they are drawn: rings at places, a legend, and
// what the file tells of itself.
#pragma once

#include "image/png_file.h"
#include "image/raster.h"
#include "views/picture_text.h"
#include "views/scaled_map.h"
#include "views/view.h"

namespace vitviz::views {

// A ring at the query, and at each patch that stands out of a map that has outliers.
void mark_places(int map, const ViewInput& input, image::RgbImage& picture);

// A picture of one map in colours, with its rings and its legend.
[[nodiscard]] Picture finished(const View& view, int map, image::RgbImage picture,
                               const ScaledMap& drawn, const ViewInput& input);

// A picture that is finished as it is.
template <typename Image>
[[nodiscard]] Picture plain(const View& view, int map, const Image& image, const ViewInput& input) {
  return {image::encode_png(image, input.threads, texts_about(view, map, input, {}, 0))};
}

}  // namespace vitviz::views
