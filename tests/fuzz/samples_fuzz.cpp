// SPDX-License-Identifier: Apache-2.0
// Any bytes are a picture behind a window, or an Error(kInput). The first byte chooses what is asked
// for. Seeds: the arrays and TIFF files that tests/fuzz/make_samples_corpus.py writes.
// Run with -malloc_limit_mb=4096: a header may promise a picture of 2^28 pixels.
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "base/error.h"
#include "image/photo_file.h"

namespace {

using vitviz::image::PercentileWindow;
using vitviz::image::ShownSamples;
using vitviz::image::ValueWindow;

ShownSamples shown_of(std::uint8_t choice) {
  switch (choice % 4) {
    case 0:
      return {.window = ValueWindow{0, 1000}};
    case 1:
      return {.window = PercentileWindow{}, .channels = {2}};
    case 2:
      return {.window = PercentileWindow{0, 100}, .channels = {3, 1, 1}};
    default:
      return {};
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vitviz;
  if (size == 0) return 0;
  try {
    image::PhotoFile photo(
        std::make_unique<image::MemorySource>(std::as_bytes(std::span(data + 1, size - 1))), "fuzz",
        image::Orientation::kUpright, image::ColorProfile::kToSrgb, shown_of(data[0]));
    // What promises more is read in the same way, and takes seconds.
    constexpr std::size_t kMostPixels = std::size_t{1} << 22;
    const auto [width, height] = photo.size();
    if (image::pixel_count({width, height}) <= kMostPixels) static_cast<void>(photo.read());
  } catch (const base::Error& error) {
    if (error.code() != base::ErrorCode::kInput) throw;
  }
  return 0;
}
