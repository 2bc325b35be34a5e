// SPDX-License-Identifier: Apache-2.0
#include "sheet/sheet.h"

#include <fmt/format.h>

#include "sheet/canvas.h"
#include "sheet/text.h"

namespace vitviz::sheet {

std::string note_on_colors(color::RangeBy range_by, int beyond) {
  if (range_by == color::RangeBy::kAll) {
    const std::string note = "colours: the same scale for all maps";
    return beyond == 0 ? note : fmt::format("{}; patches beyond it: {}", note, beyond);
  }
  std::string note = fmt::format("colours: each {} from its lowest to its highest value",
                                 range_by == color::RangeBy::kMap ? "map" : "row");
  if (beyond == 0) return note;
  return fmt::format("{}, but for {} hot patch{}", note, beyond, beyond == 1 ? "" : "es");
}

image::RgbImage begin_sheet(const SheetParts& parts, const SheetFrame& frame,
                            const SheetMetrics& metrics) {
  image::RgbImage picture = blank(frame.picture, kWhite);
  draw_text(parts.title, frame.title, {.pixels = metrics.title()}, picture);
  draw_text(parts.note, frame.note, {.pixels = metrics.small_text(), .color = kGrayInk}, picture);
  return picture;
}

}  // namespace vitviz::sheet
