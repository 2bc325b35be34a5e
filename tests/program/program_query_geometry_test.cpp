// SPDX-License-Identifier: Apache-2.0
// --query means a pixel of the upright photo, and its mark stands there.
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "image/geometry.h"
#include "program/bright_scene.h"
#include "support/npy_reader.h"

namespace vitviz::test {
namespace {

using Json = nlohmann::json;
using image::Pixel;

// A camera's photo, 61 × 47 when upright. The upper edge is at 23.5, in the middle of a pixel.
const BrightCase kCamera = {{61, 47}, "32", {40, 32}, {2, 7, 4, 7}};
constexpr int kCols = 10;
constexpr int kRows = 8;

Json draw_as_held(const BrightScene& scene, int orientation, const std::vector<Pixel>& queries,
                  const std::vector<std::string>& words) {
  write_jpeg(scene.folder() / "photo.jpg",
             rectangle_photo(kCamera.photo, edges_of(kCamera, kSharp.patch)), orientation);
  std::vector<std::string> all = {"photo.jpg", "--size", kCamera.size};
  for (const Pixel query : queries) {
    all.insert(all.end(), {"--query", fmt::format("{},{}", query.x, query.y)});
  }
  all.insert(all.end(), words.begin(), words.end());
  return scene.draw(all);
}

// The first pixel whose centre is not before the edge; the centre decides where a pixel belongs.
int first_after(double edge) { return static_cast<int>(std::ceil(edge - 0.5)); }

// On the inner side of each edge of the rectangle, then on the outer.
std::vector<Pixel> pixels_beside(const Edges& edges) {
  const int left = first_after(edges.left);
  const int right = first_after(edges.right);
  const int top = first_after(edges.top);
  const int bottom = first_after(edges.bottom);
  const int x = (left + right) / 2;
  const int y = (top + bottom) / 2;
  return {{left, y},     {right - 1, y}, {x, top},     {x, bottom - 1},
          {left - 1, y}, {right, y},     {x, top - 1}, {x, bottom}};
}

bool is_bright(std::size_t patch) {
  const double row = static_cast<double>(patch / kCols);
  const double col = static_cast<double>(patch % kCols);
  const Edges& bright = kCamera.bright;
  return col >= bright.left && col < bright.right && row >= bright.top && row < bright.bottom;
}

TEST_CASE("a query beside an edge belongs to its own side, however the camera was held") {
  const BrightScene scene(kSharp);
  const std::vector<Pixel> queries = pixels_beside(edges_of(kCamera, kSharp.patch));
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CAPTURE(orientation);
    const Json told = draw_as_held(scene, orientation, queries,
                                   {"--map", "similarity", "--raw", "map", "--view", "none"});
    const Array map = read_npy(scene.folder() / "photo.similarity.map.npy");
    REQUIRE(map.shape == io::Shape{8, 1, 1, kRows, kCols});
    for (std::size_t query = 0; query < queries.size(); ++query) {
      CAPTURE(query);
      const std::size_t patch = told["queries"][query]["row"].get<std::size_t>() * kCols +
                                told["queries"][query]["col"].get<std::size_t>();
      CHECK(is_bright(patch) == (query < 4));
      // The cosine of bright and dark tokens is (1 - g²) / (1 + g²) < 0.
      int wrong = 0;
      for (std::size_t i = 0; i < kRows * kCols; ++i) {
        const bool alike = map.values[query * kRows * kCols + i] > 0;
        if (alike != (is_bright(i) == (query < 4))) ++wrong;
      }
      CHECK(wrong == 0);
    }
  }
}

// The mean place of all pixels unlike the one in the upper right corner, counted from the first
// pixel's centre.
struct Place {
  double x = 0;
  double y = 0;
};
Place mean_mark(const image::RgbImage& picture) {
  const int ground = picture.row(0)[3 * static_cast<std::size_t>(picture.width() - 1)];
  Place sum;
  int count = 0;
  for (int y = 0; y < picture.height(); ++y) {
    const Line row = row_of(picture, y);
    for (std::size_t x = 0; x < row.size(); ++x) {
      if (std::lround(row[x]) == ground) continue;
      sum = {sum.x + static_cast<double>(x), sum.y + y};
      ++count;
    }
  }
  REQUIRE(count > 0);
  return {sum.x / count, sum.y / count};
}

TEST_CASE("a query's ring has its pixel in the middle, however the camera was held") {
  const BrightScene scene(kLinear);
  const std::vector<Pixel> queries = {{30, 32}, {12, 11}};  // far enough inside for a whole ring
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CAPTURE(orientation);
    // All numbers are near 0.01, in the middle of this range: the ring stands on plain grey.
    static_cast<void>(draw_as_held(scene, orientation, queries,
                                   {"--view", "heat", "--colormap", "gray", "--range", "-10,10"}));
    for (std::size_t i = 0; i < queries.size(); ++i) {
      const Place mark = mean_mark(scene.picture(fmt::format("photo.heat.query{}.png", i + 1)));
      CHECK(mark.x == doctest::Approx(queries[i].x));
      CHECK(mark.y == doctest::Approx(queries[i].y));
    }
  }
}

}  // namespace
}  // namespace vitviz::test
