// SPDX-License-Identifier: Apache-2.0
// Curves with their uncertainty, as a paper shows them: axes, lines, intervals, labelled points.
#pragma once

#include <string>
#include <vector>

#include "image/raster.h"

namespace vitviz::sheet {

struct PlotPoint {
  double x = 0;  // where points are not joined, their order alone matters
  double y = 0;
  double low = 0;   // an interval around y
  double high = 0;  // not below `low`
  std::string x_label;
  std::string y_label;
};

// One more line over the same x.
struct PlotCurve {
  std::string name;
  std::vector<PlotPoint> points;
};

struct Plot {
  std::string title;
  std::string note;  // small, below
  std::string x_axis;
  std::string y_axis;
  std::vector<PlotPoint> points;  // at least one
  // A line through the points and a band of their intervals, by ascending x; else each point stands
  // by itself, as far from the next as from the one before, and has a bar for its interval.
  bool is_curve = true;
  // Up to five curves beside that of `points`, whose name then is `name`. Each has a colour, an
  // entry in a key, bars for its intervals, because bands would hide each other, and no labels.
  std::string name = {};
  std::vector<PlotCurve> others = {};
};

// Labels that would touch each other are left out: along the x axis every second, third, …; of the
// points all but the highest. `scale`: 1 suits a screen (sheet.h).
// Requires: the numbers are finite; other curves have as many points as the first, at the same x.
[[nodiscard]] image::RgbImage draw_plot(const Plot& plot, double scale);

}  // namespace vitviz::sheet
