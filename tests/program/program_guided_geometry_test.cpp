// SPDX-License-Identifier: Apache-2.0
// --guided puts edges where the photo has them, wherever that is in a patch.
//
// A guided map is steep nowhere but at the edges of the photo: on either side it fades smoothly,
// from what the patches say. So the steepest step in a line of pixels is held against the photo,
// not a level, which the map may reach beside it.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "program/bright_scene.h"

namespace vitviz::test {
namespace {

// Edges at all places in a patch that leave no doubt which patches are bright.
const BrightCase kCases[] = {
    {{320, 240}, "60", {80, 60}, {4.4, 11.7, 3.6, 9.3}},
    {{161, 121}, "60", {80, 60}, {4.4, 11.7, 3.6, 9.3}},
    {{240, 320}, "64x48", {48, 64}, {2.6, 8.3, 4.4, 11.4}},
    {{61, 47}, "32", {40, 32}, {2.4, 6.7, 3.4, 6.3}},
};

// A step is on the border of two pixels, an edge within one: half a pixel, and nothing else.
constexpr double kTolerance = 0.5 + 1e-9;

// Between which pixels the line rises most and falls most.
struct Steps {
  double up;
  double down;
};
Steps steps_of(const Line& line) {
  Line change(line.size() - 1);
  std::transform(line.begin() + 1, line.end(), line.begin(), change.begin(), std::minus<>());
  const auto [down, up] = std::minmax_element(change.begin(), change.end());
  return {static_cast<double>(up - change.begin() + 1),
          static_cast<double>(down - change.begin() + 1)};
}

TEST_CASE("a guided heat map is steepest at the edges of the photo, to the pixel") {
  const BrightScene scene(kSharp);
  for (const BrightCase& c : kCases) {
    for (const std::string how : {"nearest", "bilinear", "bicubic"}) {
      INFO(fmt::format("{} x {}, --size {}, {}", c.photo.width, c.photo.height, c.size, how));
      static_cast<void>(
          scene.draw(c, {"--view", "heat", "--colormap", "gray", "--guided", "--upsample", how}));
      const image::RgbImage heat = scene.picture("photo.heat.png");
      const Edges edges = edges_of(c, kSharp.patch);
      const Steps across = steps_of(row_of(heat, static_cast<int>((edges.top + edges.bottom) / 2)));
      CHECK(std::abs(across.up - edges.left) <= kTolerance);
      CHECK(std::abs(across.down - edges.right) <= kTolerance);
      const Steps along =
          steps_of(column_of(heat, static_cast<int>((edges.left + edges.right) / 2)));
      CHECK(std::abs(along.up - edges.top) <= kTolerance);
      CHECK(std::abs(along.down - edges.bottom) <= kTolerance);
    }
  }
}

}  // namespace
}  // namespace vitviz::test
