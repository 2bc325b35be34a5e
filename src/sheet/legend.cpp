// SPDX-License-Identifier: Apache-2.0
#include "sheet/legend.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "sheet/canvas.h"
#include "sheet/color_bar.h"
#include "sheet/sheet_metrics.h"
#include "sheet/ticks.h"

namespace vitviz::sheet {
namespace {

// Of a picture 600 pixels high the text has the size it has in a sheet; smaller it never gets. A
// picture that is much higher than wide counts as four times its width, or beside a single column
// of 65000 pixels the text would be a thousand high and the page a gigapixel.
double scale_for(image::Size picture) {
  constexpr double kUsualHeight = 600;
  constexpr double kHighest = 4;
  return std::max(1.0, std::min<double>(picture.height, kHighest * picture.width) / kUsualHeight);
}

// Draws a band of the page: the picture from row `top` on, white above and below it, and the legend
// at its right.
void draw_page(const image::LazyRgb& picture, int top, const image::RgbImage& legend,
               const image::Band<3>& page) {
  const std::size_t width = 3 * static_cast<std::size_t>(picture.size.width);
  const int first = std::max(page.top(), top);
  const int last = std::min(page.bottom(), top + picture.size.height);
  std::vector<std::uint8_t> pixels;
  if (first < last) {
    pixels.resize(static_cast<std::size_t>(last - first) * width);
    picture.draw(image::Band<3>(picture.size, first - top, last - top, pixels));
  }
  for (int y = page.top(); y < page.bottom(); ++y) {
    const std::span<std::uint8_t> row = page.row(y);
    if (first <= y && y < last) {
      std::copy_n(pixels.data() + static_cast<std::size_t>(y - first) * width, width, row.data());
    } else {
      std::fill_n(row.data(), width, kWhite[0]);
    }
    std::copy(legend.row(y).begin(), legend.row(y).end(), row.data() + width);
  }
}

}  // namespace

image::LazyRgb with_legend(image::LazyRgb picture, color::ValueRange range,
                           const LegendStyle& style) {
  const auto [width, height] = picture.size;
  const SheetMetrics metrics(style.scale * scale_for(picture.size));
  ColorBar bar{style.colormap, style.gamma, {}, style.meaning};
  const int bar_height = std::max(height - 2 * metrics.gap(), least_height_of(bar, metrics));
  bar.ticks = round_ticks(range, ticks_for(bar_height, metrics));

  const image::Size size = {metrics.gap() + width_of(bar, metrics) + metrics.gap(),
                            std::max(height, bar_height + 2 * metrics.gap())};
  const auto legend = std::make_shared<image::RgbImage>(blank(size, kWhite));
  draw_color_bar(bar, {metrics.gap(), (size.height - bar_height) / 2}, bar_height, metrics,
                 *legend);
  const int top = (size.height - height) / 2;
  return {{width + size.width, size.height},
          [picture = std::move(picture), top, legend](const image::Band<3>& page) {
            draw_page(picture, top, *legend, page);
          }};
}

std::size_t bytes_of_legend(image::Size picture, double scale) {
  constexpr double kWidth = 150;  // at scale 1, with numbers of some digits
  return static_cast<std::size_t>(3 * kWidth * scale * scale_for(picture) * picture.height);
}

}  // namespace vitviz::sheet
