// SPDX-License-Identifier: Apache-2.0
// A picture for a terminal that understands sixel graphics (DEC STD 070, chapter 9).
//
// A sixel is a column of six pixels, written as one character from '?' (none is set) to '~' (all).
// A band of six rows is drawn once for each colour that it has: '#N' chooses the colour, '!COUNT'
// repeats a sixel, '$' goes back to the left, '-' on to the next band. Colours are defined at the
// start, in per cent.
//
// There are 252 colours: 6 levels of red, 7 of green and 6 of blue. The rounding error of a pixel
// is handed on to its neighbours (R. Floyd, L. Steinberg, 1976), so that areas have the right
// colour.
#pragma once

#include <string>

#include "image/raster.h"

namespace vitviz::text_pictures {

[[nodiscard]] std::string sixel(const image::RgbImage& picture);

}  // namespace vitviz::text_pictures
