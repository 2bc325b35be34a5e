// SPDX-License-Identifier: Apache-2.0
// Pictures → the bytes of PNG files.
#pragma once

#include <cstddef>
#include <vector>

#include "base/thread_pool.h"
#include "image/raster.h"

namespace vitviz::image {

[[nodiscard]] std::vector<std::byte> encode_png(const RgbImage& picture, base::ThreadPool& threads);
[[nodiscard]] std::vector<std::byte> encode_png(const GrayImage& picture,
                                                base::ThreadPool& threads);

}  // namespace vitviz::image
