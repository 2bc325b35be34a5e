// SPDX-License-Identifier: Apache-2.0
#include "sheet/color_bar.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "sheet/text.h"

namespace vitviz::sheet {
namespace {

// The rows of the bar, the last colour on top.
void draw_colors(const Box& box, const ColorBar& bar, image::RgbImage& picture) {
  const auto colors = color::colors_of(bar.colormap);
  for (int y = 0; y < box.height; ++y) {
    const double share = std::pow(1.0 - (y + 0.5) / box.height, static_cast<double>(bar.gamma));
    const auto level = static_cast<std::size_t>(std::lround(share * 255.0));
    fill({box.x, box.y + y, box.width, 1}, colors[level], picture);
  }
}

void draw_tick(const Tick& tick, const Box& box, const SheetMetrics& metrics,
               image::RgbImage& picture) {
  const int rows = box.height - metrics.line();
  const int y = box.y + static_cast<int>(std::lround((1.0 - tick.share) * rows));
  fill({box.right(), y, metrics.tick(), metrics.line()}, kBlack, picture);

  const int ascent = measure_text(tick.label, metrics.text()).ascent;
  const int centred = y + (metrics.line() + ascent) / 2;
  const int baseline = std::clamp(centred, box.y + ascent, std::max(box.bottom(), box.y + ascent));
  draw_text(tick.label, {box.right() + metrics.tick() + metrics.small_gap(), baseline},
            {.pixels = metrics.text()}, picture);
}

// Of the numbers, from the bar to the end of the longest.
int width_of_ticks(const ColorBar& bar, const SheetMetrics& metrics) {
  int widest = 0;
  for (const Tick& tick : bar.ticks) {
    widest = std::max(widest, measure_text(tick.label, metrics.text()).width);
  }
  return widest == 0 ? 0 : metrics.tick() + metrics.small_gap() + widest;
}

}  // namespace

int ticks_for(int height, const SheetMetrics& metrics) {
  constexpr int kMost = 9;
  return std::clamp(height / (2 * metrics.text()), 2, kMost);
}

int width_of(const ColorBar& bar, const SheetMetrics& metrics) {
  const int numbers = metrics.bar() + width_of_ticks(bar, metrics);
  if (bar.meaning.empty()) return numbers;
  const TextExtent extent = measure_text(bar.meaning, metrics.text());
  return numbers + metrics.gap() + extent.ascent + extent.descent;
}

int least_height_of(const ColorBar& bar, const SheetMetrics& metrics) {
  const int two_numbers = 3 * metrics.text();
  return std::max(two_numbers, measure_text(bar.meaning, metrics.text()).width);
}

void draw_color_bar(const ColorBar& bar, Point corner, int height, const SheetMetrics& metrics,
                    image::RgbImage& picture) {
  const Box box = {corner.x, corner.y, metrics.bar(), height};
  draw_colors(box, bar, picture);
  frame(box, metrics.line(), kBlack, picture);
  for (const Tick& tick : bar.ticks) draw_tick(tick, box, metrics, picture);
  if (bar.meaning.empty()) return;
  const int feet =
      corner.x + width_of(bar, metrics) - measure_text(bar.meaning, metrics.text()).descent;
  draw_upwards(bar.meaning, feet, corner.y, height, metrics, picture);
}

void draw_upwards(const std::string& text, int x, int top, int height, const SheetMetrics& metrics,
                  image::RgbImage& picture) {
  const int length = measure_text(text, metrics.text()).width;
  draw_text(text, {x, top + (height + length) / 2},
            {.pixels = metrics.text(), .direction = TextDirection::kUp}, picture);
}

}  // namespace vitviz::sheet
