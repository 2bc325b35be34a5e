// SPDX-License-Identifier: Apache-2.0
// Colours as people compare them: Oklab, in which equal distances look about equally different, and
// what remains of them for people who see no red or no green.
//
// B. Ottosson, "A perceptual color space for image processing", 2020; F. Viénot, H. Brettel,
// J. Mollon, "Digital video colourmaps for checking the legibility of displays by dichromats",
// 1999, with the matrices that N. Burrus (libDaltonLens) derived for sRGB.
#pragma once

#include "color/colormap.h"

namespace vitviz::color {

enum class Vision { kUsual, kWithoutRed, kWithoutGreen };  // trichromat, protanope, deuteranope

struct Oklab {
  double lightness = 0;  // 0 is black, 1 is white
  double a = 0;          // green to red
  double b = 0;          // blue to yellow
};

// How the sRGB colour is seen.
[[nodiscard]] Oklab oklab_of(const Color& color, Vision vision = Vision::kUsual);

// Black and white are 1 apart.
[[nodiscard]] double difference(const Oklab& a, const Oklab& b);

}  // namespace vitviz::color
