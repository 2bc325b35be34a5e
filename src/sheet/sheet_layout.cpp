// SPDX-License-Identifier: Apache-2.0
#include "sheet/sheet_layout.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

#include "base/check.h"
#include "base/error.h"
#include "image/photo.h"
#include "sheet/text.h"

namespace vitviz::sheet {
namespace {

double aspect_of(image::Size photo) {
  const double aspect = static_cast<double>(photo.width) / photo.height;
  return std::clamp(aspect, 1.0 / kMostTileAspect, kMostTileAspect);
}

// `width` and `height` in floating point: at large scales their product exceeds an int.
void check_size(double width, double height, const SheetMetrics& metrics) {
  const double most = static_cast<double>(image::kMaxPixels);
  if (width * height <= most) return;
  const double fitting = metrics.scale() * std::sqrt(most / (width * height));
  base::fail_argument("scale", fmt::format("{}", metrics.scale()),
                      fmt::format("the sheet would have {:.0f} × {:.0f} pixels", width, height),
                      fmt::format("up to {:.1f} it can be drawn", fitting - 0.05));
}

}  // namespace

image::Size tile_size(image::Size photo, int columns, int rows, const TileRoom& room,
                      const SheetMetrics& metrics) {
  VITVIZ_CHECK(columns >= 1 && rows >= 1);
  const double width = std::sqrt(aspect_of(photo));  // of a tile of one square pixel
  const double height = 1.0 / width;
  const auto fitting = [&](double all_width, double all_height) {
    return std::min(all_width / (columns * width), all_height / (rows * height));
  };
  const double wanted = std::min(room.most, fitting(room.all.width, room.all.height));
  const double side =
      std::min(std::max(wanted, room.least), fitting(kMostSheetSide, kMostSheetSide));
  return {metrics.scaled(side * width), metrics.scaled(side * height)};
}

int columns_for(int tiles, image::Size photo) {
  VITVIZ_CHECK(tiles >= 1);
  constexpr double kAspect = 1.6;       // of all tiles together
  constexpr double kEmptyWeight = 4.0;  // a quarter of the places empty is as bad as e times that
  const auto cost = [&](int columns) {
    const int rows = (tiles + columns - 1) / columns;
    const double aspect = aspect_of(photo) * columns / rows;
    const double empty = 1.0 - static_cast<double>(tiles) / (columns * rows);
    return std::abs(std::log(aspect / kAspect)) + kEmptyWeight * empty;
  };
  int best = 1;
  for (int columns = 2; columns <= tiles; ++columns) {
    if (cost(columns) < cost(best)) best = columns;
  }
  return best;
}

SheetFrame frame_sheet(const SheetParts& parts, const SheetMetrics& metrics) {
  const TextExtent title = measure_text(parts.title, metrics.title());
  const TextExtent note = measure_text(parts.note, metrics.small_text());
  const int margin = metrics.margin();

  SheetFrame frame;
  frame.title = {margin, margin + title.ascent};
  frame.body = {margin, frame.title.y + title.descent + metrics.gap()};
  frame.legend = {margin + parts.body.width + 2 * metrics.gap(), frame.body.y};
  const int body_end = frame.body.y + parts.body.height;
  frame.note = {margin, body_end + metrics.gap() + note.ascent};

  const int all_parts =
      parts.legend_width == 0 ? margin + parts.body.width : frame.legend.x + parts.legend_width;
  frame.picture = {std::max({all_parts, margin + title.width, margin + note.width}) + margin,
                   frame.note.y + note.descent + margin};
  check_size(frame.picture.width, frame.picture.height, metrics);
  return frame;
}

}  // namespace vitviz::sheet
