// SPDX-License-Identifier: Apache-2.0
// The one thing of interest in a photo's EXIF block: how the camera was held.
#pragma once

#include <cstddef>
#include <span>

namespace vitviz::image {

// The orientation, 1 to 8, in an EXIF block that starts with its byte order ("II" or "MM"); 1,
// which is upright, when it is missing or makes no sense.
[[nodiscard]] int exif_orientation(std::span<const std::byte> exif);

}  // namespace vitviz::image
