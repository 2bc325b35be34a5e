// SPDX-License-Identifier: Apache-2.0
#include "pixels_near.h"

#include <cmath>
#include <cstdint>

#include <doctest/doctest.h>

namespace vitviz::test {

void check_pixels(const image::RgbImage& got, const Array& want, int tolerance) {
  REQUIRE(want.shape.size() == 3);
  REQUIRE(got.height() == static_cast<int>(want.shape[0]));
  REQUIRE(got.width() == static_cast<int>(want.shape[1]));
  REQUIRE(got.bytes().size() == want.values.size());

  double largest = 0;
  std::size_t worst = 0;
  for (std::size_t i = 0; i < want.values.size(); ++i) {
    const double difference =
        std::abs(static_cast<double>(got.bytes()[i]) - static_cast<double>(want.values[i]));
    if (difference <= largest) continue;
    largest = difference;
    worst = i;
  }
  const std::size_t width = static_cast<std::size_t>(got.width());
  CAPTURE(worst / 3 / width);  // y
  CAPTURE(worst / 3 % width);  // x
  CAPTURE(worst % 3);          // channel
  CHECK(largest <= tolerance);
}

image::RgbImage to_picture(const Array& array) {
  REQUIRE(array.shape.size() == 3);
  image::RgbImage picture({static_cast<int>(array.shape[1]), static_cast<int>(array.shape[0])});
  REQUIRE(picture.bytes().size() == array.values.size());
  for (std::size_t i = 0; i < array.values.size(); ++i) {
    picture.bytes()[i] = static_cast<std::uint8_t>(array.values[i]);
  }
  return picture;
}

}  // namespace vitviz::test
