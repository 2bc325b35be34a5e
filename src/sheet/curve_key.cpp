// SPDX-License-Identifier: Apache-2.0
#include "sheet/curve_key.h"

#include "sheet/strokes.h"
#include "sheet/text.h"

namespace vitviz::sheet {
namespace {

int disc_width(const SheetMetrics& metrics) { return metrics.scaled(7); }

int entry_width(const CurveEntry& entry, const SheetMetrics& metrics) {
  return disc_width(metrics) + metrics.small_gap() + measure_text(entry.name, metrics.text()).width;
}

}  // namespace

void draw_curve_key(std::span<const CurveEntry> entries, Point middle, const SheetMetrics& metrics,
                    image::RgbImage& picture) {
  const int gap = 2 * metrics.gap();
  int width = -gap;
  for (const CurveEntry& entry : entries) width += entry_width(entry, metrics) + gap;
  int x = middle.x - width / 2;
  for (const CurveEntry& entry : entries) {
    const int disc = disc_width(metrics);
    const double half_ascent = measure_text(entry.name, metrics.text()).ascent / 2.0;
    fill_disc({x + disc / 2.0, middle.y - half_ascent}, disc / 2.0, entry.color, picture);
    draw_text(entry.name, {x + disc + metrics.small_gap(), middle.y}, {.pixels = metrics.text()},
              picture);
    x += entry_width(entry, metrics) + gap;
  }
}

}  // namespace vitviz::sheet
