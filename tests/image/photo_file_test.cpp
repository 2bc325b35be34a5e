// SPDX-License-Identifier: Apache-2.0
// Photos that are resized row by row: the bytes of reading them whole and resizing that.
#include "image/photo_file.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "support/npy_reader.h"
#include "support/temporary_folder.h"

namespace vitviz::image {
namespace {

const char* const kOneOfEach[] = {
    "chroma_420.jpg",        "progressive.jpg", "cmyk.jpg",      "rgba_8.png",
    "rgba_8_interlaced.png", "lossy.webp",      "tiff_lzw.tif",  "tiles.tif",
    "top_down.bmp",          "palette_4.bmp",   "max_255_3.ppm", "rgba.pam",
    "small_transparent.gif", "animated.gif"};

PhotoFile open(const std::string& name, Orientation orientation = Orientation::kUpright) {
  return {test::reference("image/photos") / name, orientation};
}

RgbImage whole(const std::string& name, Orientation orientation, const Rectangle& part, Size target,
               Filter filter, base::ThreadPool& threads) {
  return pil_resize(cut(open(name, orientation).read(), part), target, filter, threads);
}

void check_resized(const std::string& name, Orientation orientation, base::ThreadPool& threads) {
  CAPTURE(name);
  const Size size = open(name, orientation).size();
  const Rectangle all{{0, 0}, size};
  const Rectangle part{{2, 1}, {size.width - 3, size.height - 4}};
  for (const Rectangle& seen : {all, part}) {
    for (const Size target : {Size{7, 5}, Size{40, 30}, Size{seen.size.width, 6},
                              Size{6, seen.size.height}, seen.size}) {
      const Filter filter = target.width % 2 == 0 ? Filter::kBilinear : Filter::kBicubic;
      const RgbImage want = whole(name, orientation, seen, target, filter, threads);
      const RgbImage got = open(name, orientation).read_resized(seen, target, filter, threads);
      REQUIRE(got.size() == want.size());
      CHECK(std::equal(got.bytes().begin(), got.bytes().end(), want.bytes().begin()));
    }
  }
}

TEST_CASE("photos of every format are resized row by row to the same bytes") {
  for (int count = 1; count <= 3; ++count) {
    base::ThreadPool threads(count);
    for (const char* name : kOneOfEach) check_resized(name, Orientation::kUpright, threads);
  }
}

TEST_CASE("in every orientation, and without it") {
  base::ThreadPool threads(2);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const std::string name = "orientation_" + std::to_string(orientation) + ".jpg";
    check_resized(name, Orientation::kUpright, threads);
    check_resized(name, Orientation::kStored, threads);
  }
}

TEST_CASE("the size is that of the upright photo, before a pixel is read") {
  const Size stored = open("orientation_6.png", Orientation::kStored).size();
  CHECK(open("orientation_6.png").size() == Size{stored.height, stored.width});
}

TEST_CASE("what a photo costs is known from its header") {
  const auto photo_bytes = [](const PhotoFile& photo) { return 3 * pixel_count(photo.size()); };
  const PhotoFile plain = open("chroma_420.jpg");
  CHECK(plain.bytes_whole() == photo_bytes(plain));
  const PhotoFile turned = open("orientation_6.jpg");
  CHECK(turned.bytes_whole() == 2 * photo_bytes(turned));  // while it is turned
  const PhotoFile refined = open("progressive.jpg");
  CHECK(refined.bytes_whole() > 2 * photo_bytes(refined));  // with its coefficients
  const PhotoFile lossless = open("lossless.webp");
  CHECK(lossless.bytes_whole() > 7 * pixel_count(lossless.size()));

  // A row at a time, but for what has to be whole.
  const Rectangle all{{0, 0}, plain.size()};
  const std::size_t resizer = plain.bytes_resized(all, {7, 5}, 1);
  CHECK(resizer < plain.bytes_whole() + 3 * pixel_count({7, plain.size().height}) + 200);
  CHECK(lossless.bytes_resized({{0, 0}, lossless.size()}, {7, 5}, 1) > lossless.bytes_whole());
}

}  // namespace
}  // namespace vitviz::image
