// SPDX-License-Identifier: Apache-2.0
// PNG files with their opacity, which photos lose on a white ground. Read by libpng alone.
#pragma once

#include <filesystem>

#include "image/raster.h"

namespace vitviz::test {

// Throws std::runtime_error when it is no PNG file. What is opaque has opacity 255.
[[nodiscard]] image::RgbaImage read_png(const std::filesystem::path& path);

}  // namespace vitviz::test
