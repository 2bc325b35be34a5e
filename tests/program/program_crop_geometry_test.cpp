// SPDX-License-Identifier: Apache-2.0
// With --crop, the map lies exactly on the part that is left, and nothing around it is seen: were
// it, it would be as bright as the rectangle, because it is white.
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "program/bright_scene.h"
#include "support/npy_reader.h"

namespace vitviz::test {
namespace {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

constexpr int kPatch = kLinear.patch;
constexpr double kSmooth = 0.01;  // in patches: as for a whole photo (program_geometry_test.cpp)

const Words kHeat = {"--view", "heat", "--colormap", "gray", "--upsample", "bilinear"};

// A photo of which the case is a part.
image::RgbImage whole_photo(const BrightCase& part, const Frame& frame) {
  return framed(rectangle_photo(part.photo, edges_of(part, kPatch)), frame);
}

std::string crop_of(const BrightCase& part, const Frame& frame) {
  return fmt::format("{},{},{},{}", frame.left, frame.top, part.photo.width, part.photo.height);
}

Json draw_part(const BrightScene& scene, const BrightCase& part, const std::string& photo,
               const std::string& crop, const Words& words) {
  Words all = {photo, "--size", part.size, "--crop", crop};
  all.insert(all.end(), words.begin(), words.end());
  Json told = scene.draw(all);
  CHECK(told["input"] == Json({{"width", part.network.width}, {"height", part.network.height}}));
  return told;
}

void check_heat(const BrightScene& scene, const BrightCase& part) {
  const image::RgbImage heat = scene.picture("photo.heat.png");
  REQUIRE(heat.size() == part.photo);
  check_edges(heat, kHalfway, edges_of(part, kPatch), tolerance_of(part, kPatch, kSmooth));
}

const struct {
  BrightCase part;
  Frame frame;
} kParts[] = {
    {{{52, 36}, "native", {52, 36}, {4, 9, 3, 6}}, {1, 0, 0, 1}},
    {{{61, 47}, "32", {40, 32}, {2, 7, 4, 7}}, {5, 8, 3, 2}},
    {{{47, 61}, "32", {32, 40}, {4, 7, 2, 7}}, {100, 1, 1, 50}},
    {{{101, 67}, "48x28", {28, 48}, {2, 5, 4, 9}}, {13, 29, 31, 7}},
    {{{1201, 37}, "32", {128, 4}, {10, 19, 0, 1}}, {0, 3, 300, 200}},
};

TEST_CASE("the edges of a heat map are those in the part that --crop leaves") {
  const BrightScene scene(kLinear);
  for (const auto& [part, frame] : kParts) {
    const std::string crop = crop_of(part, frame);
    INFO(fmt::format("--crop {}, --size {}", crop, part.size));
    write_png(scene.folder() / "photo.png", whole_photo(part, frame));
    const Json told = draw_part(scene, part, "photo.png", crop, kHeat);
    CHECK(told["crop"] == Json({{"x", frame.left},
                                {"y", frame.top},
                                {"width", part.photo.width},
                                {"height", part.photo.height}}));
    check_heat(scene, part);
  }
}

TEST_CASE("--crop square is the square in the middle, for odd differences the earlier one") {
  const BrightScene scene(kLinear);
  const BrightCase square = {{47, 47}, "40", {40, 40}, {2, 7, 4, 7}};
  for (const Frame& frame : {Frame{7, 7, 0, 0}, Frame{7, 8, 0, 0}, Frame{0, 0, 40, 41}}) {
    CAPTURE(frame.right);
    write_png(scene.folder() / "photo.png", whole_photo(square, frame));
    static_cast<void>(draw_part(scene, square, "photo.png", "square", kHeat));
    check_heat(scene, square);
  }
}

// A camera's photo, and a part of it; all counted when upright.
const BrightCase kPart = {{61, 47}, "32", {40, 32}, {2, 7, 4, 7}};
const Frame kFrame = {.left = 19, .right = 8, .top = 3, .bottom = 12};

TEST_CASE("--crop counts pixels of the upright photo, however the camera was held") {
  const BrightScene scene(kLinear);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CAPTURE(orientation);
    write_jpeg(scene.folder() / "photo.jpg", whole_photo(kPart, kFrame), orientation);
    static_cast<void>(draw_part(scene, kPart, "photo.jpg", crop_of(kPart, kFrame), kHeat));
    check_heat(scene, kPart);
  }
}

TEST_CASE("--query counts pixels of the whole photo, its row and column are of the part") {
  const BrightScene scene(kSharp);
  write_png(scene.folder() / "photo.png", whole_photo(kPart, kFrame));
  // Beside the left edge, at 19 + 2 · 61 / 10 = 31.2, and in the last pixel of the part.
  const Json told = draw_part(
      scene, kPart, "photo.png", crop_of(kPart, kFrame),
      {"--query", "30,36,31,36,79,49", "--map", "similarity", "--raw", "map", "--view", "none"});
  const Json& queries = told["queries"];
  REQUIRE(queries.size() == 3);
  CHECK(queries[0] == Json({{"x", 30}, {"y", 36}, {"row", 5}, {"col", 1}}));
  CHECK(queries[1] == Json({{"x", 31}, {"y", 36}, {"row", 5}, {"col", 2}}));
  CHECK(queries[2] == Json({{"x", 79}, {"y", 49}, {"row", 7}, {"col", 9}}));
  // Cosines: above 0 for patches like the query's.
  const Array map = read_npy(scene.folder() / "photo.similarity.map.npy");
  REQUIRE(map.shape == io::Shape{3, 1, 1, 8, 10});
  CHECK(map.values[5 * 10 + 1] > 0);
  CHECK(map.values[5 * 10 + 2] < 0);
  CHECK(map.values[80 + 5 * 10 + 1] < 0);
  CHECK(map.values[80 + 5 * 10 + 2] > 0);
}

TEST_CASE("a mask of whole patches has the pixels of the part's rectangle") {
  const BrightScene scene(kSharp);
  write_png(scene.folder() / "photo.png", whole_photo(kPart, kFrame));
  static_cast<void>(draw_part(scene, kPart, "photo.png", crop_of(kPart, kFrame),
                              {"--view", "mask", "--upsample", "nearest", "--keep", "0.999"}));
  constexpr double kWholePixels = 0.5;  // a pixel belongs where its centre is
  check_edges(scene.picture("photo.mask.png"), kHalfway, edges_of(kPart, kPatch),
              {kWholePixels, kWholePixels});
}

}  // namespace
}  // namespace vitviz::test
