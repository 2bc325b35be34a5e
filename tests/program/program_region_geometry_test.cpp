// SPDX-License-Identifier: Apache-2.0
// Mask, outline and cutout lie exactly on the photo, with patches that are bright or dark (kSharp).
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <png.h>

#include "program/bright_scene.h"

namespace vitviz::test {
namespace {

constexpr int kPatch = kSharp.patch;

// Of the pixels, those that `bright` has the centre of are white in the picture, and no others.
void check_pixels(const image::RgbImage& mask, const Edges& bright) {
  int wrong = 0;
  for (int y = 0; y < mask.height(); ++y) {
    const Line row = row_of(mask, y);
    for (int x = 0; x < mask.width(); ++x) {
      const bool inside = x + 0.5 >= bright.left && x + 0.5 < bright.right &&
                          y + 0.5 >= bright.top && y + 0.5 < bright.bottom;
      if (row[static_cast<std::size_t>(x)] != (inside ? 255 : 0)) ++wrong;
    }
  }
  CHECK(wrong == 0);
}

const BrightCase kRectangles[] = {
    {{52, 36}, "native", {52, 36}, {4, 9, 3, 6}},     {{13, 9}, "36", {52, 36}, {4, 9, 3, 6}},
    {{61, 47}, "32", {40, 32}, {2, 7, 3, 7}},         {{47, 61}, "32", {32, 40}, {3, 7, 2, 7}},
    {{640, 427}, "64", {96, 64}, {6, 15, 5, 12}},     {{101, 67}, "48x28", {28, 48}, {2, 5, 4, 9}},
    {{45, 63}, "64x252", {252, 64}, {21, 49, 5, 11}}, {{1201, 37}, "32", {128, 4}, {10, 19, 0, 1}},
};

TEST_CASE("a mask of whole patches has the rectangle's pixels and no others") {
  const BrightScene scene(kSharp);
  for (const BrightCase& c : kRectangles) {
    INFO(fmt::format("{} x {}, --size {}", c.photo.width, c.photo.height, c.size));
    static_cast<void>(
        scene.draw(c, {"--view", "mask", "--upsample", "nearest", "--keep", "0.999"}));
    check_pixels(scene.picture("photo.mask.png"), edges_of(c, kPatch));
  }
}

// The opacity of an RGBA file, 0 to 255, as grey levels.
image::RgbImage opacity_of(const std::filesystem::path& path) {
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_file(&png, path.c_str()) == 0)
    throw std::runtime_error(png.message);
  png.format = PNG_FORMAT_RGBA;
  std::vector<std::uint8_t> rgba(PNG_IMAGE_SIZE(png));
  if (png_image_finish_read(&png, nullptr, rgba.data(), 0, nullptr) == 0) {
    throw std::runtime_error(png.message);
  }
  image::RgbImage opacity({static_cast<int>(png.width), static_cast<int>(png.height)});
  for (std::size_t i = 0; i < opacity.bytes().size(); ++i) {
    opacity.bytes()[i] = rgba[i / 3 * 4 + 3];
  }
  return opacity;
}

// How yellow each pixel is: red less blue. The photo, black, white and grey, is not.
image::RgbImage yellow_of(const image::RgbImage& outlined) {
  image::RgbImage yellow(outlined.size());
  for (std::size_t i = 0; i < yellow.bytes().size(); ++i) {
    const std::size_t red = i - i % 3;
    yellow.bytes()[i] =
        static_cast<std::uint8_t>(outlined.bytes()[red] - outlined.bytes()[red + 2]);
  }
  return yellow;
}

// The middle of what is yellow between the two places.
double middle_of(const Line& line, double from, double to) {
  double sum = 0;
  double moment = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const double center = static_cast<double>(i) + 0.5;
    if (center < from || center > to) continue;
    sum += line[i];
    moment += line[i] * center;
  }
  return moment / sum;
}

// Stripes across the whole photo, `width` patches wide. A bilinear map rises from 0 to 1 across
// each edge. The mass rule takes its threshold from eight samples a patch, 1/16, 3/16, … 15/16: all
// of them together are 8 · width, and those below 7/16, at both edges, 2 · (1 + 3 + 5) / 16. A
// share to keep between one without and one with 7/16,
//
//   1 - 2 · (1 + 3 + 5 + 7/2) / 16 / (8 · width) = 1 - 25 / (128 · width),
//
// gives the threshold 7/16: the edges are 1/16 patch outside of the stripe's.
const BrightCase kStripes[] = {
    {{52, 36}, "native", {52, 36}, {4, 9, 0, 9}},    {{61, 47}, "32", {40, 32}, {2, 7, 0, 8}},
    {{61, 47}, "32", {40, 32}, {0, 10, 2, 6}},       {{101, 67}, "48x28", {28, 48}, {2, 5, 0, 12}},
    {{101, 67}, "48x28", {28, 48}, {0, 7, 3, 8}},    {{640, 427}, "64", {96, 64}, {6, 15, 0, 16}},
    {{45, 63}, "64x252", {252, 64}, {0, 63, 5, 11}}, {{37, 1201}, "32", {4, 128}, {0, 1, 10, 19}},
};
constexpr double kBeyond = 1.0 / 16;

bool is_upright(const BrightCase& stripe) { return stripe.bright.left > 0; }

// In patches: resizing leaves the outermost bright patches a little grey, by less than 0.01 of
// their attention. If the map were drawn half a pixel of the network aside, edges would be off by
// 0.13.
constexpr double kSmooth = 0.01;

// In pixels of the photo, on top of it.
constexpr double kWholePixels = 0.5;  // a mask has no grey
constexpr double kFading = 0.06;      // a cutout's cubic edge, read as if it were straight
constexpr double kAntialiased = 0.2;  // a line 1.5 pixels wide, read from four pixels

Tolerance tolerance_of(const BrightCase& c, double pixels) {
  const Tolerance smooth = test::tolerance_of(c, kPatch, kSmooth);
  return {smooth.x + pixels, smooth.y + pixels};
}

void check_outline(const image::RgbImage& picture, const BrightCase& c, const Edges& edges) {
  constexpr double kReach = 8;  // of a line, in pixels
  const image::RgbImage yellow = yellow_of(picture);
  const bool upright = is_upright(c);
  const Line line =
      upright ? row_of(yellow, picture.height() / 2) : column_of(yellow, picture.width() / 2);
  const Tolerance tolerance = tolerance_of(c, kAntialiased);
  for (const double edge :
       {upright ? edges.left : edges.top, upright ? edges.right : edges.bottom}) {
    CHECK(std::abs(middle_of(line, edge - kReach, edge + kReach) - edge) <=
          (upright ? tolerance.x : tolerance.y));
  }
}

TEST_CASE("the edges of smooth masks, outlines and cutouts are where the rule puts them") {
  const BrightScene scene(kSharp);
  for (const BrightCase& c : kStripes) {
    const Edges& bright = c.bright;
    INFO(fmt::format("{} x {}, --size {}, from {} {}", c.photo.width, c.photo.height, c.size,
                     bright.left, bright.top));
    const bool upright = is_upright(c);
    const double width = upright ? bright.right - bright.left : bright.bottom - bright.top;
    static_cast<void>(
        scene.draw(c, {"--view", "mask,outline,cutout", "--upsample", "bilinear", "--refine",
                       "none", "--keep", fmt::format("{}", 1 - 25 / (128 * width))}));
    BrightCase wider = c;
    if (upright) wider.bright = {bright.left - kBeyond, bright.right + kBeyond, 0, bright.bottom};
    if (!upright) wider.bright = {0, bright.right, bright.top - kBeyond, bright.bottom + kBeyond};
    const Edges edges = edges_of(wider, kPatch);
    check_edges(scene.picture("photo.mask.png"), kHalfway, edges, tolerance_of(c, kWholePixels));
    check_edges(opacity_of(scene.folder() / "photo.cutout.png"), kHalfway, edges,
                tolerance_of(c, kFading));
    check_outline(scene.picture("photo.outline.png"), c, edges);
  }
}

}  // namespace
}  // namespace vitviz::test
