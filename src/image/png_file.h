// SPDX-License-Identifier: Apache-2.0
// Pictures → the bytes of PNG files, fast and in little memory: bands of rows are drawn and
// compressed on all threads, and neither the picture nor the file is ever there as a whole.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/byte_sink.h"
#include "base/thread_pool.h"
#include "image/lazy_picture.h"
#include "image/raster.h"

namespace vitviz::image {

// A line of text inside of a PNG file (an iTXt chunk), such as {"Software", "vitviz 1.0"}.
struct PngText {
  std::string keyword;  // 1 to 79 letters, digits and single spaces
  std::string text;     // UTF-8
};

// Hands the file's bytes to `file`. They are the same for any number of threads. (They may differ
// between kinds of processors, for each of which igzip has its own search; the pixels never do.)
// Throws what `file` and picture.draw() throw.
// Requires: 1, 3 or 4 channels; the keywords are as PngText says.
template <int Channels>
void encode_png(const LazyPicture<Channels>& picture, base::ThreadPool& threads,
                const std::vector<PngText>& texts, const base::ByteSink& file);

// The memory that takes, beside what picture.draw() needs.
[[nodiscard]] std::size_t bytes_to_encode_png(Size picture, int channels, int threads);

// The whole file of a picture that is there.
template <int Channels>
[[nodiscard]] std::vector<std::byte> encode_png(const Raster<Channels>& picture,
                                                base::ThreadPool& threads,
                                                const std::vector<PngText>& texts = {}) {
  std::vector<std::byte> file;
  encode_png(lazy_view(picture), threads, texts, [&](std::span<const std::byte> bytes) {
    file.insert(file.end(), bytes.begin(), bytes.end());
  });
  return file;
}

}  // namespace vitviz::image
