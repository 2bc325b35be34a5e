// SPDX-License-Identifier: Apache-2.0
// Which colour is which curve: discs and names in a row.
#pragma once

#include <span>
#include <string>

#include "sheet/canvas.h"
#include "sheet/sheet_metrics.h"

namespace vitviz::sheet {

struct CurveEntry {
  std::string name;
  color::Color color;
};

// `middle`: of the row, on its baseline.
void draw_curve_key(std::span<const CurveEntry> entries, Point middle, const SheetMetrics& metrics,
                    image::RgbImage& picture);

}  // namespace vitviz::sheet
