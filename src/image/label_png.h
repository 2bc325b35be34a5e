// SPDX-License-Identifier: Apache-2.0
// PNG files whose pixels are numbers, not colours: the index of an object or a class.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "image/raster.h"

namespace vitviz::image {

// The palette index of every pixel, or its grey as it is stored (of 1, 2, 4 or 8 bits, not scaled).
// Throws Error(kInput) that names the file and what is wrong with it: not a PNG, broken, or with
// colours, opacity or 16 bits, which are no indices.
[[nodiscard]] GrayImage read_label_png(const std::filesystem::path& path);

// The same for a file in memory. `name` stands for it in messages.
[[nodiscard]] GrayImage decode_label_png(std::span<const std::byte> bytes, const std::string& name);

}  // namespace vitviz::image
