// SPDX-License-Identifier: Apache-2.0
// The sizes of what surrounds the tiles of a sheet, in pixels. At scale 1 they suit a screen; all
// of them grow with --scale, so that a sheet for print is drawn larger, not enlarged.
#pragma once

#include <algorithm>
#include <cmath>

namespace vitviz::sheet {

class SheetMetrics {
 public:
  explicit SheetMetrics(double scale) : scale_(scale) {}

  [[nodiscard]] double scale() const { return scale_; }

  [[nodiscard]] int title() const { return scaled(15); }  // sizes of the font
  [[nodiscard]] int text() const { return scaled(13); }
  [[nodiscard]] int small_text() const { return scaled(11); }

  [[nodiscard]] int margin() const { return scaled(16); }    // around the sheet
  [[nodiscard]] int gap() const { return scaled(12); }       // between parts of it
  [[nodiscard]] int small_gap() const { return scaled(5); }  // between what belongs together
  [[nodiscard]] int line() const { return scaled(1); }
  [[nodiscard]] int bar() const { return scaled(14); }  // thickness of a colour bar
  [[nodiscard]] int tick() const { return scaled(4); }  // length of a tick

  [[nodiscard]] int scaled(double pixels) const {
    return std::max(1, static_cast<int>(std::lround(pixels * scale_)));
  }

 private:
  double scale_;
};

}  // namespace vitviz::sheet
