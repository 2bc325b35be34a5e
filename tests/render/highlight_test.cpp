// SPDX-License-Identifier: Apache-2.0
#include "render/highlight.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "render/gray_ground.h"
#include "render/line.h"
#include "render/outline.h"
#include "support/scene.h"

namespace vitviz::render {
namespace {

constexpr image::Size kSize{120, 90};

TEST_CASE("draw_highlight: the photo inside of the line, the dark grey photo outside") {
  base::ThreadPool threads(2);
  const image::RgbImage photo = test::random_photo(kSize, 3);
  const field::Region disc = test::disc(kSize, 50.0, 40.0, 25.0);
  const image::RgbImage picture = image::draw_whole(draw_highlight(photo, disc), threads);
  const image::RgbImage outline = image::draw_whole(draw_outline(photo, disc), threads);
  const tensor::Matrix distances = test::values_of(disc.map);
  const LineWidths widths = line_widths_for(kSize);
  const float under_line = widths.line / 2.0F + widths.rim + 1.0F;
  std::vector<std::uint8_t> ground(static_cast<std::size_t>(kSize.width));
  for (int y = 0; y < kSize.height; ++y) {
    gray_ground_row(photo.row(y), ground);
    for (int x = 0; x < kSize.width; ++x) {
      const auto i = static_cast<std::size_t>(x);
      for (std::size_t channel = 0; channel < 3; ++channel) {
        const std::uint8_t drawn = picture.row(y)[3 * i + channel];
        if (distances(y, x) > 0.1F) CHECK(drawn == outline.row(y)[3 * i + channel]);
        if (distances(y, x) < -under_line) CHECK(drawn == ground[i]);
      }
    }
  }
}

TEST_CASE("draw_highlight: bands change nothing") {
  const image::RgbImage photo = test::random_photo(kSize, 4);
  CHECK(test::same_in_any_bands(draw_highlight(photo, test::disc(kSize, 70.0, 45.0, 30.0))));
}

TEST_CASE("draw_highlight: without an object all is grey, and one that is all of it has no line") {
  base::ThreadPool threads(1);
  const image::RgbImage photo = test::plain_photo(kSize, {200, 40, 40});
  const field::Region all = test::disc(kSize, 60.0, 45.0, 1000.0);
  CHECK(test::same_bytes(image::draw_whole(draw_highlight(photo, all), threads), photo));
  const field::Region none{all.map, 2000.0F};
  const image::RgbImage picture = image::draw_whole(draw_highlight(photo, none), threads);
  CHECK(picture.row(10)[30] == picture.row(10)[31]);
  CHECK(picture.row(10)[30] < 60);
}

}  // namespace
}  // namespace vitviz::render
