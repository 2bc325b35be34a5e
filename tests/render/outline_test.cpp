// SPDX-License-Identifier: Apache-2.0
#include "render/outline.h"
#include "render/line.h"

#include <cmath>
#include <cstddef>
#include <numbers>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "support/scene.h"

namespace vitviz::render {
namespace {

constexpr image::Size kSize{400, 400};
constexpr double kRadius = 120.0;

// Red, of a line on a photo that has the colour of its rims.
constexpr int kRim = 16;
constexpr int kLine = 255;

TEST_CASE("draw_outline: the line of a disc has the area of its ring, anti-aliased") {
  // Rounding to bytes is even-handed; what is left are the pixels' corners and the circle's chords.
  constexpr double kTolerance = 0.005;
  base::ThreadPool threads(1);
  const image::RgbImage photo = test::plain_photo(kSize, {kRim, kRim, kRim});
  for (const double center : {199.5, 200.0, 200.27}) {
    const image::RgbImage picture =
        image::draw_whole(draw_outline(photo, test::disc(kSize, center, 200.0, kRadius)), threads);
    double covered = 0.0;
    for (std::size_t i = 0; i < picture.bytes().size(); i += 3) {
      covered += static_cast<double>(picture.bytes()[i] - kRim) / (kLine - kRim);
    }
    const double width = static_cast<double>(line_widths_for(kSize).line);
    const double ring = 2.0 * std::numbers::pi * kRadius * width;
    CHECK(std::abs(covered / ring - 1.0) <= kTolerance);
  }
}

TEST_CASE("draw_outline: the line lies on the edge, dark on both sides, and nowhere else") {
  base::ThreadPool threads(2);
  constexpr color::Color kWhite = {250, 250, 250};
  const field::Region disc = test::disc(kSize, 200.0, 200.0, kRadius);
  const image::RgbImage picture =
      image::draw_whole(draw_outline(test::plain_photo(kSize, kWhite), disc), threads);
  const tensor::Matrix distances = test::values_of(disc.map);
  const LineWidths widths = line_widths_for(kSize);
  const float half = widths.line / 2.0F;
  for (int y = 0; y < kSize.height; ++y) {
    for (int x = 0; x < kSize.width; ++x) {
      const float distance = std::abs(distances(y, x));
      const int blue = picture.row(y)[3 * static_cast<std::size_t>(x) + 2];
      if (distance < half - 0.55F) CHECK(blue == 40);
      if (distance > half + widths.rim + 0.55F) CHECK(blue == kWhite[2]);
      // In the rim's middle, which is narrower than a pixel.
      if (std::abs(distance - half - widths.rim / 2.0F) < 0.05F) CHECK(blue < 150);
    }
  }
}

TEST_CASE("line_widths_for grows with the photo and never vanishes") {
  CHECK(line_widths_for({4000, 4000}).line == doctest::Approx(20.0));
  CHECK(line_widths_for({8000, 2000}).line == doctest::Approx(20.0));
  CHECK(line_widths_for({10, 10}).line == 1.5F);
}

TEST_CASE("draw_outline: the same bytes in bands of any height") {
  const image::RgbImage photo = test::random_photo(kSize, 1);
  CHECK(test::same_in_any_bands(draw_outline(photo, test::disc(kSize, 150.0, 170.0, kRadius))));
}

TEST_CASE("draw_outline: a photo without a region is left alone") {
  base::ThreadPool threads(1);
  const image::RgbImage photo = test::random_photo({30, 20}, 2);
  const std::vector<float> zeros(4, 0.0F);
  const field::Region region = field::find_region(zeros, test::geometry_of({30, 20}, {2, 2}), 0.6,
                                                  field::Upsample::kBicubic);
  CHECK(test::same_bytes(image::draw_whole(draw_outline(photo, region), threads), photo));
}

TEST_CASE("draw_outline: broken promises are bugs of the caller") {
  const image::RgbImage photo = test::random_photo({30, 20}, 3);
  CHECK_THROWS_AS((void)draw_outline(photo, test::disc({20, 30}, 5, 5, 3)), std::logic_error);
}

}  // namespace
}  // namespace vitviz::render
