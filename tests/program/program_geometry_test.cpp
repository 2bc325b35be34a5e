// SPDX-License-Identifier: Apache-2.0
// The map lies exactly on the photo: a model that looks at what is bright finds a white rectangle
// where it is.
//
// Heat maps are drawn with kLinear, in grey levels. Where the rectangle's edge is a border of
// patches, as many levels are lost on its bright side (when the photo is resized, and when a map is
// stretched from the patches' centres) as are won on its dark side: halfway up is exactly the edge.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "numpy/npz.h"
#include "program/bright_scene.h"
#include "program/program.h"
#include "support/matrix_near.h"
#include "support/npy_reader.h"

namespace vitviz::test {
namespace {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

constexpr int kPatch = kLinear.patch;

// In patches: 0.04 of the network's pixels. A grey level of the heat map is 0.004 of a patch, of
// which half can be lost; the bend of the exponential function adds 0.001. If the network saw the
// photo half of its pixels aside, edges would be off by 0.07; drawn as far aside, by 0.13.
constexpr double kSmooth = 0.01;

// A pixel shows one patch, its nearest: an edge within a pixel is drawn on its next border.
constexpr double kWholePixels = 0.5;

const BrightCase kCases[] = {
    // The photo's own pixels: one to four, and two to three; odd sizes.
    {{52, 36}, "native", {52, 36}, {4, 9, 3, 6}},
    {{13, 9}, "36", {52, 36}, {4, 9, 3, 6}},
    {{78, 54}, "36x52", {52, 36}, {4, 9, 3, 6}},
    // 61 · 32 / 47 = 41.5 → 10 patches; edges are between pixels, and grey.
    {{61, 47}, "32", {40, 32}, {2, 7, 4, 7}},
    {{47, 61}, "32", {32, 40}, {4, 7, 2, 7}},
    {{640, 427}, "64", {96, 64}, {6, 15, 5, 12}},
    // A pixel of the photo is three by three patches, the rectangle three by three pixels.
    {{9, 7}, "84", {108, 84}, {9, 18, 6, 15}},
    // Squeezed and stretched.
    {{101, 67}, "48x28", {28, 48}, {2, 5, 4, 9}},
    {{45, 63}, "64x252", {252, 64}, {21, 49, 5, 11}},
    // Panoramas, held at four times the short side: a single row, a single column of patches.
    {{1201, 37}, "32", {128, 4}, {10, 19, 0, 1}},
    {{37, 1201}, "32", {4, 128}, {0, 1, 10, 19}},
    {{3, 400}, "16", {4, 64}, {0, 1, 6, 11}},
};

std::string words_about(const BrightCase& c) {
  return std::to_string(c.photo.width) + " x " + std::to_string(c.photo.height) + ", --size " +
         c.size;
}

TEST_CASE("the edges of a heat map are those in the photo, for any sizes") {
  const BrightScene scene(kLinear);
  for (const BrightCase& c : kCases) {
    for (const std::string how : {"nearest", "bilinear", "bicubic"}) {
      INFO(words_about(c), ", ", how);
      static_cast<void>(scene.draw(c, {"--view", "heat", "--colormap", "gray", "--upsample", how}));
      const image::RgbImage heat = scene.picture("photo.heat.png");
      REQUIRE(heat.size() == c.photo);
      Tolerance tolerance = tolerance_of(c, kPatch, kSmooth);
      if (how == "nearest") tolerance = {tolerance.x + kWholePixels, tolerance.y + kWholePixels};
      check_edges(heat, kHalfway, edges_of(c, kPatch), tolerance);
    }
  }
}

// A camera's photo, 61 × 47 when upright, with a rectangle that no turn brings onto itself.
const BrightCase kCamera = {{61, 47}, "32", {40, 32}, {2, 7, 4, 7}};

TEST_CASE("the edges are those of the upright photo, however the camera was held") {
  const BrightScene scene(kLinear);
  const Edges edges = edges_of(kCamera, kPatch);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CAPTURE(orientation);
    write_jpeg(scene.folder() / "photo.jpg", rectangle_photo(kCamera.photo, edges), orientation);
    const Json told = scene.draw({"photo.jpg", "--size", kCamera.size, "--view", "heat",
                                  "--colormap", "gray", "--upsample", "bilinear"});
    CHECK(told["width"] == kCamera.photo.width);
    CHECK(told["height"] == kCamera.photo.height);
    const image::RgbImage heat = scene.picture("photo.heat.png");
    REQUIRE(heat.size() == kCamera.photo);
    check_edges(heat, kHalfway, edges, tolerance_of(kCamera, kPatch, kSmooth));
  }
}

TEST_CASE("with --no-exif they are those of the stored photo") {
  const BrightScene scene(kLinear);
  const Edges edges = edges_of(kCamera, kPatch);
  write_jpeg(scene.folder() / "photo.jpg", rectangle_photo(kCamera.photo, edges), 6);
  static_cast<void>(scene.draw({"photo.jpg", "--no-exif", "--size", kCamera.size, "--view", "heat",
                                "--colormap", "gray", "--upsample", "bilinear"}));
  const image::RgbImage heat = scene.picture("photo.heat.png");
  const auto [width, height] = kCamera.photo;
  REQUIRE(heat.size() == image::Size{height, width});
  // Orientation 6: the first row belongs on the right, the first column on top.
  const Edges stored = {.left = edges.top,
                        .right = edges.bottom,
                        .top = width - edges.right,
                        .bottom = width - edges.left};
  const Tolerance tolerance = tolerance_of(kCamera, kPatch, kSmooth);
  check_edges(heat, kHalfway, stored, {tolerance.y, tolerance.x});
}

std::vector<std::int64_t> integers(const io::Checkpoint& arrays, const char* name) {
  const io::ReadBytes bytes = arrays.tensors.at(name).bytes.read();
  std::vector<std::int64_t> values(bytes.size() / sizeof(std::int64_t));
  std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

TEST_CASE("the numbers are those of the formula, patch by patch, with the geometry beside them") {
  constexpr BrightPatches kModel = {.gain = 1, .sharpness = 2};
  const BrightScene scene(kModel);
  // Nothing is resized: every patch is black or white.
  const BrightCase c = {{52, 36}, "native", {52, 36}, {4, 9, 3, 6}};
  constexpr int kRows = 9;
  constexpr int kCols = 13;
  static_cast<void>(scene.draw(c, {"--view", "none", "--raw", "npz,attention"}));
  const Array attention = read_npy(scene.folder() / "photo.attention.npy");
  REQUIRE(attention.shape == io::Shape{1, 1, kRows, kCols});

  std::vector<float> wanted;
  double total = 1;  // CLS
  for (int row = 0; row < kRows; ++row) {
    for (int col = 0; col < kCols; ++col) {
      const bool bright = col >= c.bright.left && col < c.bright.right && row >= c.bright.top &&
                          row < c.bright.bottom;
      const double weight = std::exp(logit_of(bright ? 1 : -1, kModel));
      wanted.push_back(static_cast<float>(weight));
      total += weight;
    }
  }
  for (float& value : wanted) value /= static_cast<float>(total);
  constexpr double kFloat = 1e-6;  // exponents near 2 in single precision, of numbers up to 0.05
  check_near(attention.values, wanted, kFloat);

  const std::vector<std::byte> bytes = read_bytes(scene.folder() / "photo.npz");
  const io::Checkpoint arrays = numpy::parse_npz(bytes, "photo.npz");
  using Integers = std::vector<std::int64_t>;
  CHECK(integers(arrays, "photo_size") == Integers{36, 52});
  CHECK(integers(arrays, "network_size") == Integers{36, 52});
  CHECK(integers(arrays, "grid") == Integers{kRows, kCols});
  CHECK(integers(arrays, "patch") == Integers{kPatch});
  CHECK(integers(arrays, "prefix") == Integers{1});
}

}  // namespace
}  // namespace vitviz::test
