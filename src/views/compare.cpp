// SPDX-License-Identifier: Apache-2.0
// --view compare.
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "render/overlay.h"
#include "tensor/row_span.h"
#include "views/finish.h"
#include "views/picture_options.h"

namespace vitviz::views {

extern const View kCompare;

namespace {

// The photo at the left of a picture of its size.
image::LazyRgb beside(const image::RgbImage& photo, image::LazyRgb picture) {
  const image::Size size{2 * photo.width(), photo.height()};
  return {size, [&photo, picture = std::move(picture)](const image::Band<3>& page) {
            const std::size_t width = photo.row(0).size();
            const auto rows = static_cast<std::size_t>(page.bottom() - page.top());
            std::vector<std::uint8_t> pixels(rows * width);
            picture.draw(image::Band<3>(picture.size, page.top(), page.bottom(), pixels));
            for (int y = page.top(); y < page.bottom(); ++y) {
              const auto at = static_cast<std::size_t>(y - page.top()) * width;
              std::copy(photo.row(y).begin(), photo.row(y).end(), page.row(y).begin());
              std::copy_n(pixels.data() + at, width, page.row(y).data() + width);
            }
          }};
}

Picture draw(int map, const ViewInput& input) {
  const ScaledMap drawn = scaled(tensor::row_span(input.maps, map), input);
  image::LazyRgb overlay =
      render::draw_overlay(input.photo, drawn.values, input.options.overlay, drawn.scale);
  return finished(kCompare, map, beside(input.photo, std::move(overlay)), drawn, input);
}

}  // namespace

const View kCompare = {
    .name = "compare",
    .help = "the photo and its overlay side by side",
    .extent = Extent::kMap,
    .numbers = Numbers::kMaps,
    .draw = draw,
};

}  // namespace vitviz::views
