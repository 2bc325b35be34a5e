// SPDX-License-Identifier: Apache-2.0
#include "image/rgb_of.h"

#include <algorithm>

namespace vitviz::image {
namespace {

// Pixel by pixel.
template <int Channels, typename Convert>
RgbImage converted(const LazyPicture<Channels>& picture, base::ThreadPool& threads,
                   const Convert& convert) {
  const Raster<Channels> drawn = draw_whole(picture, threads);
  RgbImage rgb(drawn.size());
  const std::uint8_t* from = drawn.bytes().data();
  for (auto to = rgb.bytes().begin(); to != rgb.bytes().end(); to += 3, from += Channels) {
    convert(from, to);
  }
  return rgb;
}

}  // namespace

RgbImage rgb_of(const LazyRgb& picture, base::ThreadPool& threads) {
  return draw_whole(picture, threads);
}

RgbImage rgb_of(const LazyGray& picture, base::ThreadPool& threads) {
  return converted(picture, threads, [](const auto* from, auto to) { std::fill_n(to, 3, *from); });
}

RgbImage rgb_of(const LazyRgba& picture, base::ThreadPool& threads) {
  constexpr int kOpaque = 255;
  return converted(picture, threads, [](const auto* from, auto to) {
    std::transform(from, from + 3, to, [opacity = from[3]](int channel) {
      return static_cast<std::uint8_t>((channel * opacity + kOpaque / 2) / kOpaque);
    });
  });
}

}  // namespace vitviz::image
