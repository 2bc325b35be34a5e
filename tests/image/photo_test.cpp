// SPDX-License-Identifier: Apache-2.0
// Every kind of photo in tests/reference/image/photos against the pixels beside it.
#include "image/photo.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.h"
#include "image/photo_file.h"
#include "pixels_near.h"
#include "support/temporary_folder.h"

namespace vitviz::test {
namespace {

using image::Orientation;

// The pixels are exact, or those of the same decoder in Pillow.
constexpr int kSame = 0;

// libtiff rounds ink, and libpng 16-bit colours times alpha, in another way.
constexpr int kRounding = 1;

void check_photo(const std::string& name, Orientation orientation, int tolerance) {
  CAPTURE(name);
  const auto path = reference("image/photos") / name;
  check_pixels(image::read_photo(path, orientation), read_npy(path.string() + ".npy"), tolerance);
}

TEST_CASE("JPEG gives the pixels that Pillow gives") {
  for (const char* name : {"chroma_420.jpg", "chroma_422.jpg", "progressive.jpg", "gray.jpg",
                           "cmyk.jpg", "ycck.jpg"}) {
    check_photo(name, Orientation::kUpright, kSame);
  }
}

TEST_CASE("PNG of every colour type and bit depth") {
  for (const char* name : {"gray_1.png", "gray_2.png", "gray_4.png", "gray_8.png", "gray_16.png",
                           "palette_1.png", "palette_2.png", "palette_4.png", "palette_8.png",
                           "rgb_8.png", "rgb_16.png", "rgb_8_interlaced.png"}) {
    check_photo(name, Orientation::kUpright, kSame);
  }
}

TEST_CASE("transparent PNG is composited on white") {
  for (const char* name :
       {"palette_1_transparent.png", "palette_2_transparent.png", "palette_4_transparent.png",
        "palette_8_transparent.png", "rgba_8.png", "rgba_8_interlaced.png", "gray_alpha_8.png",
        "rgb_8_key.png", "gray_2_key.png"}) {
    check_photo(name, Orientation::kUpright, kSame);
  }
  check_photo("rgba_16.png", Orientation::kUpright, kRounding);
  check_photo("gray_alpha_16.png", Orientation::kUpright, kRounding);
}

TEST_CASE("WebP, with and without loss, transparent, and the first frame of an animation") {
  for (const char* name : {"lossless.webp", "lossless_alpha.webp", "lossy.webp", "animated.webp"}) {
    check_photo(name, Orientation::kUpright, kSame);
  }
}

TEST_CASE("TIFF in strips, tiles and planes, compressed, of 1 to 16 bits") {
  for (const char* name :
       {"raw.tif", "tiff_lzw.tif", "tiff_adobe_deflate.tif", "packbits.tif", "pages.tif",
        "palette.tif", "bilevel.tif", "rgba.tif", "strips.tif", "tiles.tif", "planes.tif",
        "white_is_zero.tif", "premultiplied.tif", "rgb_16_little.tif", "rgb_16_big.tif",
        "gray_16_little.tif", "gray_16_big.tif"}) {
    check_photo(name, Orientation::kUpright, kSame);
  }
  check_photo("cmyk.tif", Orientation::kUpright, kRounding);
}

TEST_CASE("BMP of 1 to 32 bits, with masks, of OS/2 and upside down") {
  for (const char* name :
       {"rgb.bmp", "rgbx.bmp", "rgba.bmp", "top_down.bmp", "palette_1.bmp", "palette_4.bmp",
        "palette_8.bmp", "os2_1.bmp", "os2_4.bmp", "os2_8.bmp", "rgb_555.bmp", "rgb_565.bmp"}) {
    check_photo(name, Orientation::kUpright, kSame);
  }
}

TEST_CASE("PNM as text and as bytes, of any largest sample, and with opacity") {
  for (const char* name :
       {"bits_1.pbm",      "bits_4.pbm",      "max_6_2.pgm",     "max_6_3.ppm",
        "max_6_5.pgm",     "max_6_6.ppm",     "max_255_2.pgm",   "max_255_3.ppm",
        "max_255_5.pgm",   "max_255_6.ppm",   "max_1000_2.pgm",  "max_1000_3.ppm",
        "max_1000_5.pgm",  "max_1000_6.ppm",  "max_65535_2.pgm", "max_65535_3.ppm",
        "max_65535_5.pgm", "max_65535_6.ppm", "bits.pam",        "rgba.pam",
        "gray_alpha.pam",  "rgb_16.pam"}) {
    check_photo(name, Orientation::kUpright, kSame);
  }
}

TEST_CASE("GIF of any palette, interlaced, transparent, and the first frame of an animation") {
  for (const char* name :
       {"plain.gif", "interlaced.gif", "transparent.gif", "own_palette.gif", "no_palette.gif",
        "small_frame.gif", "small_transparent.gif", "outside.gif", "animated.gif", "pillow.gif"}) {
    check_photo(name, Orientation::kUpright, kSame);
  }
}

std::vector<std::string> notes_of(const std::string& name) {
  image::PhotoFile photo(reference("image/photos") / name, Orientation::kUpright);
  static_cast<void>(photo.read());
  return photo.notes();
}

TEST_CASE("a file that holds more than what is seen of it says so") {
  using Notes = std::vector<std::string>;
  CHECK(notes_of("animated.gif") == Notes{"it is an animation of 3 frames: the first is seen"});
  CHECK(notes_of("animated.webp") == Notes{"it is an animation of 2 frames: the first is seen"});
  CHECK(notes_of("pages.tif") == Notes{"it holds more than one picture: the first is seen"});
  CHECK(notes_of("plain.gif").empty());
  CHECK(notes_of("lossless.webp").empty());
  CHECK(notes_of("strips.tif").empty());
}

TEST_CASE("the orientation of every format is honoured") {
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const std::string name = "orientation_" + std::to_string(orientation);
    check_photo(name + ".jpg", Orientation::kUpright, kSame);
    check_photo(name + ".tif", Orientation::kUpright, kSame);
  }
  check_photo("orientation_6.png", Orientation::kUpright, kSame);
  check_photo("orientation_6.webp", Orientation::kUpright, kSame);
}

TEST_CASE("the orientation can be ignored") {
  const auto stored =
      image::read_photo(reference("image/photos/orientation_6.png"), Orientation::kStored);
  check_pixels(stored, read_npy(reference("image/photos/rgb_8.png.npy")), kSame);
}

TEST_CASE("a photo's name says nothing about its format") {
  const TemporaryFolder folder;
  const auto path = folder / "holiday.jpg";
  write_bytes(path, read_bytes(reference("image/photos/rgb_8.png")));
  check_pixels(image::read_photo(path, Orientation::kUpright),
               read_npy(reference("image/photos/rgb_8.png.npy")), kSame);
}

}  // namespace
}  // namespace vitviz::test
