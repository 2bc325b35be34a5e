// SPDX-License-Identifier: Apache-2.0
#include "render/sheet.h"

#include "render/canvas.h"
#include "render/text.h"

namespace vitviz::render {

std::string note_on_colors(RangeBy range_by) {
  switch (range_by) {
    case RangeBy::kMap:
      return "colours: each map from its lowest to its highest value";
    case RangeBy::kBlock:
      return "colours: each row from its lowest to its highest value";
    case RangeBy::kAll:
      break;
  }
  return "colours: the same scale for all maps";
}

image::RgbImage begin_sheet(const SheetParts& parts, const SheetFrame& frame,
                            const SheetMetrics& metrics) {
  image::RgbImage picture = blank(frame.picture, kWhite);
  draw_text(parts.title, frame.title, {.pixels = metrics.title()}, picture);
  draw_text(parts.note, frame.note, {.pixels = metrics.small_text(), .color = kGrayInk}, picture);
  return picture;
}

}  // namespace vitviz::render
