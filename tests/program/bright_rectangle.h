// SPDX-License-Identifier: Apache-2.0
// A black photo with one white rectangle, and where a picture has the edges of it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "image/raster.h"

namespace vitviz::test {

// Of a rectangle, in pixels of the photo, whose own edges are 0 and its width or height.
struct Edges {
  double left = 0;
  double right = 0;
  double top = 0;
  double bottom = 0;
};

// Between black and white.
inline constexpr double kHalfway = 127.5;

// A pixel that an edge passes through is grey, by the share that is covered.
[[nodiscard]] image::RgbImage rectangle_photo(image::Size size, const Edges& bright);

// The photo with white pixels around it: as many as the frame says on each side.
struct Frame {
  int left = 0;
  int right = 0;
  int top = 0;
  int bottom = 0;
};
[[nodiscard]] image::RgbImage framed(const image::RgbImage& photo, const Frame& frame);

void write_png(const std::filesystem::path& path, const image::RgbImage& photo);

// Writes a photo, given upright, as a camera held that way stores it: EXIF's orientation 1 to 8.
void write_jpeg(const std::filesystem::path& path, const image::RgbImage& upright, int orientation);

// A line of pixels of a grey picture.
using Line = std::vector<double>;
[[nodiscard]] Line row_of(const image::RgbImage& picture, int y);
[[nodiscard]] Line column_of(const image::RgbImage& picture, int x);

// Where the line passes `level`, taken as straight between the centres of neighbouring pixels; the
// first centre lies at 0.5.
[[nodiscard]] std::vector<double> crossings(const Line& line, double level);

// How far an edge may be from its place, across and along, in pixels of the photo.
struct Tolerance {
  double x = 0;
  double y = 0;
};

// A CHECK that the rows and the columns through the middle of the rectangle cross `level` at its
// edges, but for those that are edges of the photo, and nowhere else.
void check_edges(const image::RgbImage& picture, double level, const Edges& expected,
                 const Tolerance& tolerance);

}  // namespace vitviz::test
