// SPDX-License-Identifier: Apache-2.0
// Photos and maps to draw in tests.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "color/colormap.h"
#include "field/region.h"
#include "field/upsample.h"
#include "image/geometry.h"
#include "image/lazy_picture.h"
#include "image/raster.h"
#include "tensor/shapes.h"

namespace vitviz::test {

// A photo cut into patches of 16 × 16 network pixels.
[[nodiscard]] image::Geometry geometry_of(image::Size photo, tensor::PatchGrid grid);

// Random numbers in [0, 1), a few of them zero; the same for the same seed.
[[nodiscard]] std::vector<float> random_map(tensor::PatchGrid grid, unsigned seed);

// Random pixels; the same for the same seed.
[[nodiscard]] image::RgbImage random_photo(image::Size size, unsigned seed);

// [rows, cols] row by row → [cols, rows] row by row.
[[nodiscard]] std::vector<float> transposed(const std::vector<float>& map, tensor::PatchGrid grid);

// A disc: the value of a pixel is how far inside of the circle its centre lies, in pixels, and the
// threshold is 0. The centre is in pixels, (0, 0) being the middle of the first.
[[nodiscard]] field::Region disc(image::Size photo, double x, double y, double radius);

// A photo of one colour.
[[nodiscard]] image::RgbImage plain_photo(image::Size size, const color::Color& color);

template <int Channels>
[[nodiscard]] bool same_bytes(const image::Raster<Channels>& a, const image::Raster<Channels>& b) {
  return a.size() == b.size() && std::equal(a.bytes().begin(), a.bytes().end(), b.bytes().begin());
}

// Whether a picture has the same bytes however it is cut into bands.
template <int Channels>
[[nodiscard]] bool same_in_any_bands(const image::LazyPicture<Channels>& picture) {
  image::Raster<Channels> whole(picture.size);
  picture.draw(image::Band(whole));
  for (const int rows : {1, 7, 40}) {
    image::Raster<Channels> pieces(picture.size);
    const std::size_t row = pieces.row(0).size();
    for (int top = 0; top < pieces.height(); top += rows) {
      const auto bytes = pieces.bytes().subspan(static_cast<std::size_t>(top) * row);
      const int bottom = std::min(pieces.height(), top + rows);
      picture.draw(image::Band<Channels>(picture.size, top, bottom, bytes));
    }
    if (!same_bytes(pieces, whole)) return false;
  }
  return true;
}

// All rows: [height, width].
[[nodiscard]] tensor::Matrix values_of(const field::UpsampledMap& map);

}  // namespace vitviz::test
