// SPDX-License-Identifier: Apache-2.0
// Colours that tell things apart, also for people who see no red or no green.
//
// The first seven are those of M. Okabe and K. Ito, "Color Universal Design", 2008, without their
// black, in an order in which neighbours differ much. Each further one is, of all bright and
// saturated colours of a lattice in sRGB, the one whose nearest colour so far is farthest, for the
// worst of three kinds of vision (render/oklab.h). So a colour depends on its number alone.
#pragma once

#include <vector>

#include "color/colormap.h"

namespace vitviz::color {

// The first `count` colours. Requires: 0 <= count <= kMaxPalette.
inline constexpr int kMaxPalette = 256;
[[nodiscard]] std::vector<Color> palette(int count);

}  // namespace vitviz::color
