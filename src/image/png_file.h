// SPDX-License-Identifier: Apache-2.0
// Pictures → the bytes of PNG files, fast: strips of rows are compressed on all threads.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/thread_pool.h"
#include "image/raster.h"

namespace vitviz::image {

// A line of text inside of a PNG file (an iTXt chunk), such as {"Software", "vitviz 1.0"}.
struct PngText {
  std::string keyword;  // 1 to 79 letters, digits and single spaces
  std::string text;     // UTF-8
};

// The bytes are the same for any number of threads. (They may differ between kinds of processors,
// for each of which igzip has its own search; the pixels never do.)
// Requires: the keywords are as PngText says.
[[nodiscard]] std::vector<std::byte> encode_png(const RgbImage& picture, base::ThreadPool& threads,
                                                const std::vector<PngText>& texts = {});
[[nodiscard]] std::vector<std::byte> encode_png(const GrayImage& picture, base::ThreadPool& threads,
                                                const std::vector<PngText>& texts = {});
[[nodiscard]] std::vector<std::byte> encode_png(const RgbaImage& picture, base::ThreadPool& threads,
                                                const std::vector<PngText>& texts = {});

}  // namespace vitviz::image
