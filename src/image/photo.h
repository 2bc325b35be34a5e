// SPDX-License-Identifier: Apache-2.0
// A photo file → 8-bit RGB, the only form of it that the rest of the program knows.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "image/raster.h"

namespace vitviz::image {

// What to do with the camera's note of how it was held.
enum class Orientation {
  kUpright,  // turn the photo as the note says: how people see it
  kStored,   // ignore the note: how PIL, and so every reference script, sees it
};

// What to do with an embedded ICC profile.
enum class ColorProfile {
  kToSrgb,   // convert the colours as it says: how people see them
  kIgnored,  // leave the numbers as they are: how PIL, and so every reference script, reads them
};

// Reads a file of any format of photo_format.h, whichever its first bytes say. 16-bit samples keep
// their upper 8 bits (of PNM, what Pillow makes of them), grey becomes RGB, transparency is
// composited on white, CMYK is converted.
//
// Throws Error(kInput) that names the file and what is wrong with it: not found, not a picture,
// broken or truncated, larger than kMaxPixels.
[[nodiscard]] RgbImage read_photo(const std::filesystem::path& path, Orientation orientation,
                                  ColorProfile profile = ColorProfile::kToSrgb);

// The same for a file in memory. `name` stands for it in messages.
[[nodiscard]] RgbImage decode_photo(std::span<const std::byte> bytes, const std::string& name,
                                    Orientation orientation,
                                    ColorProfile profile = ColorProfile::kToSrgb);

// 2^28 pixels, 768 MiB as RGB: more than any camera makes, less than what exhausts a machine.
inline constexpr std::int64_t kMaxPixels = std::int64_t{1} << 28;

}  // namespace vitviz::image
