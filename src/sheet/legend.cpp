// SPDX-License-Identifier: Apache-2.0
#include "sheet/legend.h"

#include <algorithm>

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

}  // namespace

image::RgbImage with_legend(const image::RgbImage& picture, color::ValueRange range,
                            const LegendStyle& style) {
  const SheetMetrics metrics(style.scale * scale_for(picture.size()));
  ColorBar bar{style.colormap, style.gamma, {}, style.meaning};
  const int height = std::max(picture.height() - 2 * metrics.gap(), least_height_of(bar, metrics));
  bar.ticks = round_ticks(range, ticks_for(height, metrics));

  const image::Size size = {
      picture.width() + metrics.gap() + width_of(bar, metrics) + metrics.gap(),
      std::max(picture.height(), height + 2 * metrics.gap())};
  image::RgbImage page = blank(size, kWhite);
  paste(picture, {0, (size.height - picture.height()) / 2}, page);
  draw_color_bar(bar, {picture.width() + metrics.gap(), (size.height - height) / 2}, height,
                 metrics, page);
  return page;
}

}  // namespace vitviz::sheet
