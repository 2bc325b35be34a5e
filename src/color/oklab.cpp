// SPDX-License-Identifier: Apache-2.0
#include "color/oklab.h"

#include <cmath>
#include <cstddef>

namespace vitviz::color {
namespace {

using Triple = std::array<double, 3>;
using Rows = std::array<Triple, 3>;

// Of linear red, green and blue.
constexpr Rows kWithoutRed = {{{0.11238, 0.88762, 0.0},  //
                               {0.11238, 0.88762, 0.0},
                               {0.00401, -0.00401, 1.0}}};
constexpr Rows kWithoutGreen = {{{0.29275, 0.70725, 0.0},  //
                                 {0.29275, 0.70725, 0.0},
                                 {-0.02234, 0.02234, 1.0}}};

constexpr Rows kConesOfRgb = {{{0.4122214708, 0.5363325363, 0.0514459929},
                               {0.2119034982, 0.6806995451, 0.1073969566},
                               {0.0883024619, 0.2817188376, 0.6299787005}}};
constexpr Rows kLabOfCones = {{{0.2104542553, 0.7936177850, -0.0040720468},
                               {1.9779984951, -2.4285922050, 0.4505937099},
                               {0.0259040371, 0.7827717662, -0.8086757660}}};

Triple product(const Rows& rows, const Triple& v) {
  Triple result{};
  for (std::size_t i = 0; i < 3; ++i) {
    result[i] = rows[i][0] * v[0] + rows[i][1] * v[1] + rows[i][2] * v[2];
  }
  return result;
}

// IEC 61966-2-1.
double linear(std::uint8_t byte) {
  const double value = byte / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

}  // namespace

Oklab oklab_of(const Color& color, Vision vision) {
  Triple rgb = {linear(color[0]), linear(color[1]), linear(color[2])};
  if (vision == Vision::kWithoutRed) rgb = product(kWithoutRed, rgb);
  if (vision == Vision::kWithoutGreen) rgb = product(kWithoutGreen, rgb);
  Triple cones = product(kConesOfRgb, rgb);
  for (double& cone : cones) cone = std::cbrt(cone);
  const Triple lab = product(kLabOfCones, cones);
  return {lab[0], lab[1], lab[2]};
}

double difference(const Oklab& a, const Oklab& b) {
  return std::hypot(a.lightness - b.lightness, a.a - b.a, a.b - b.b);
}

}  // namespace vitviz::color
