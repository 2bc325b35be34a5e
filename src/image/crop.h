// SPDX-License-Identifier: Apache-2.0
// A part of a photo, looked at as if it were all of it.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "image/geometry.h"
#include "image/raster.h"

namespace vitviz::image {

struct CentreSquare {};  // as large as the photo allows

struct Rectangle {
  Pixel corner;  // its pixel at the top left
  Size size;

  friend bool operator==(const Rectangle&, const Rectangle&) = default;
};

// What the user asks for.
using Crop = std::variant<CentreSquare, Rectangle>;

// Of a photo this large; all of it where nothing is asked for. Throws Error(kInput) when a
// rectangle is not wholly inside of it (`name` is the photo, for the message).
[[nodiscard]] Rectangle part_of(Size photo, const std::optional<Crop>& crop,
                                const std::string& name);

// Requires: the part is inside of the photo.
[[nodiscard]] RgbImage cut(const RgbImage& photo, const Rectangle& part);

}  // namespace vitviz::image
