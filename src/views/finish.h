// SPDX-License-Identifier: Apache-2.0
// What pictures of many views have in common when they are drawn: rings at places, a legend, and
// the PNG text.
#pragma once

#include <memory>
#include <utility>

#include "image/lazy_picture.h"
#include "image/png_file.h"
#include "image/rgb_of.h"
#include "views/picture_text.h"
#include "views/scaled_map.h"
#include "views/view.h"

namespace vitviz::views {

// The picture with a ring at the query, and at each patch that stands out of a map that has
// outliers.
[[nodiscard]] image::LazyRgb with_marks(image::LazyRgb picture, int map, const ViewInput& input);

// A picture of one map in colours, with its rings and its legend.
[[nodiscard]] Picture finished(const View& view, int map, image::LazyRgb picture,
                               const ScaledMap& drawn, const ViewInput& input);

// A picture that is finished as it is.
template <int Channels>
[[nodiscard]] Picture plain(const View& view, int map, image::LazyPicture<Channels> picture,
                            const ViewInput& input) {
  const auto held = std::make_shared<const image::LazyPicture<Channels>>(std::move(picture));
  return {[held, texts = texts_about(view, map, input, {}, 0), &threads = input.threads](
              const base::ByteSink& file) { image::encode_png(*held, threads, texts, file); },
          [held, &threads = input.threads] { return image::rgb_of(*held, threads); }};
}

}  // namespace vitviz::views
