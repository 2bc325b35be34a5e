// SPDX-License-Identifier: Apache-2.0
// The same window through every format.
#include "image/window.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <zlib.h>

#include "image/photo_file.h"
#include "support/bytes_of.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::image {
namespace {

using test::contains;

struct Read {
  RgbImage pixels;
  std::vector<std::string> notes;
};

Read read(const std::string& name, const ShownSamples& shown) {
  PhotoFile photo(test::reference("image/photos") / name, Orientation::kUpright,
                  ColorProfile::kToSrgb, shown);
  RgbImage pixels = photo.read();
  return {std::move(pixels), photo.notes()};
}

bool same(const RgbImage& a, const RgbImage& b) {
  return a.size() == b.size() && std::equal(a.bytes().begin(), a.bytes().end(), b.bytes().begin());
}

// round(255 (level - lo) / (hi - lo)) of each level.
bool is_windowed(const RgbImage& plain, const RgbImage& seen, int lo, int hi) {
  return plain.size() == seen.size() &&
         std::equal(plain.bytes().begin(), plain.bytes().end(), seen.bytes().begin(),
                    [&](int level, int got) {
                      const int v = std::clamp(level, lo, hi) - lo;
                      return got == (2 * 255 * v + (hi - lo)) / (2 * (hi - lo));
                    });
}

// A PNG file of 16 bits a channel. `rows` are filtered, and in passes where it is interlaced.
std::string png_of(Size size, int color_type, const std::string& rows, bool interlaced) {
  const auto chunk = [](const std::string& type_and_data) {
    const auto* bytes = reinterpret_cast<const Bytef*>(type_and_data.data());
    const uLong sum = crc32(0, bytes, static_cast<uInt>(type_and_data.size()));
    return test::big_endian(type_and_data.size() - 4, 4) + type_and_data + test::big_endian(sum, 4);
  };
  uLongf length = compressBound(rows.size());
  std::string data(length, '\0');
  REQUIRE(compress(reinterpret_cast<Bytef*>(data.data()), &length,
                   reinterpret_cast<const Bytef*>(rows.data()), rows.size()) == Z_OK);
  data.resize(length);
  const auto side = [](int pixels) {
    return test::big_endian(static_cast<std::uint64_t>(pixels), 4);
  };
  const std::string header = side(size.width) + side(size.height) + '\x10' +
                             static_cast<char>(color_type) + '\0' + '\0' +
                             (interlaced ? '\1' : '\0');
  return "\x89PNG\r\n\x1A\n" + chunk("IHDR" + header) + chunk("IDAT" + data) + chunk("IEND");
}

RgbImage decoded(const std::string& file, const ShownSamples& shown) {
  const auto bytes = test::bytes_of(file);
  return PhotoFile(std::make_unique<MemorySource>(bytes), "a", Orientation::kUpright,
                   ColorProfile::kToSrgb, shown)
      .read();
}

TEST_CASE("a 16-bit PNG is seen as an array of its numbers") {
  constexpr Size kSize{19, 13};
  std::string filtered;
  std::string numbers;
  for (int i = 0; i < 3 * kSize.width * kSize.height; ++i) {
    if (i % (3 * kSize.width) == 0) filtered += '\0';
    const std::string number = test::big_endian(static_cast<std::uint64_t>(i * 52'711 % 65'536), 2);
    filtered += number;
    numbers += number;
  }
  const std::string png = png_of(kSize, 2, filtered, false);
  const std::string header = "{'descr': '>u2', 'fortran_order': False, 'shape': (13, 19, 3), }";
  const std::string array =
      std::string("\x93NUMPY\1") + '\0' + test::little_endian(header.size(), 2) + header + numbers;
  for (const ShownSamples& shown :
       {ShownSamples{.window = ValueWindow{1000, 50'000}},
        ShownSamples{.window = ValueWindow{20'000, 20'100}},
        ShownSamples{.window = PercentileWindow{}},
        ShownSamples{.window = PercentileWindow{10, 60}, .channels = {3, 3, 1}}}) {
    CHECK(same(decoded(png, shown), decoded(array, shown)));
  }
}

TEST_CASE("an interlaced 16-bit PNG has its rows in passes") {
  // Of two pixels the first is of pass 1, the second of pass 6.
  const std::string passes = std::string(1, '\0') + test::big_endian(300, 2) +
                             std::string(1, '\0') + test::big_endian(700, 2);
  const RgbImage pixels =
      decoded(png_of({2, 1}, 0, passes, true), {.window = PercentileWindow{0, 100}});
  CHECK(std::vector<int>(pixels.bytes().begin(), pixels.bytes().end()) ==
        std::vector<int>{0, 0, 0, 255, 255, 255});
}

TEST_CASE("16-bit TIFF files of one picture look the same in both byte orders") {
  const ShownSamples shown{.window = PercentileWindow{}};
  CHECK(same(read("rgb_16_big.tif", shown).pixels, read("rgb_16_little.tif", shown).pixels));
}

TEST_CASE("16-bit photos keep their upper 8 bits without a window") {
  for (const char* name : {"rgb_16.png", "rgb_16_big.tif"}) {
    CHECK(same(read(name, {.channels = {1, 2, 3}}).pixels, read(name, {}).pixels));
  }
}

TEST_CASE("a window over 8-bit photos is one over their levels, in any format") {
  for (const char* name : {"chroma_420.jpg", "rgb_8.png", "palette.tif", "cmyk.tif", "lossy.webp",
                           "rgb.bmp", "max_255_6.ppm", "pillow.gif", "orientation_6.jpg"}) {
    CAPTURE(name);
    const Read plain = read(name, {});
    CHECK(is_windowed(plain.pixels, read(name, {.window = ValueWindow{50, 200}}).pixels, 50, 200));
    CHECK(same(read(name, {.window = ValueWindow{0, 255}}).pixels, plain.pixels));
    const Read green = read(name, {.channels = {2}});
    CHECK(green.pixels.row(3)[12] == plain.pixels.row(3)[13]);
    CHECK(green.pixels.row(3)[14] == plain.pixels.row(3)[13]);
  }
}

TEST_CASE("percentiles of an 8-bit photo look at it twice") {
  const Read plain = read("rgb_8.png", {});
  const Read seen = read("rgb_8.png", {.window = PercentileWindow{0, 100}});
  const auto [lowest, highest] =
      std::minmax_element(plain.pixels.bytes().begin(), plain.pixels.bytes().end());
  CHECK(is_windowed(plain.pixels, seen.pixels, *lowest, *highest));
  REQUIRE(seen.notes.size() == 1);
  CHECK(seen.notes[0] ==
        fmt::format("its percentiles 0 and 100 are {} and {}: black and white", *lowest, *highest));
}

TEST_CASE("opacity is a channel of 16-bit photos") {
  const auto notes = read("rgba_16.png", {.window = ValueWindow{0, 65'535}}).notes;
  REQUIRE(notes.size() == 1);
  CHECK(contains(notes[0], "of its 4 channels the first three are seen"));
  const auto gray = read("gray_alpha_16.png", {.window = ValueWindow{0, 65'535}}).notes;
  REQUIRE(gray.size() == 1);
  CHECK(contains(gray[0], "of its 2 channels the first is seen, as grey"));
}

TEST_CASE("a PNM sample is taken as it is written") {
  const auto bytes = test::bytes_of("P2 3 1 1000 0 500 1000");
  PhotoFile photo(std::make_unique<MemorySource>(bytes), "a", Orientation::kUpright,
                  ColorProfile::kToSrgb, {.window = ValueWindow{400, 600}});
  const RgbImage pixels = photo.read();
  CHECK(std::vector<int>(pixels.bytes().begin(), pixels.bytes().end()) ==
        std::vector<int>{0, 0, 0, 128, 128, 128, 255, 255, 255});
}

TEST_CASE("a colour profile is left alone behind a window, which is told") {
  for (const char* name : {"p3.png", "p3.tif", "p3.jpg"}) {
    CAPTURE(name);
    const auto path = test::reference("image/profiles") / name;
    PhotoFile photo(path, Orientation::kUpright, ColorProfile::kToSrgb,
                    {.window = ValueWindow{0, 255}});
    const RgbImage pixels = photo.read();
    CHECK(same(pixels, read_photo(path, Orientation::kUpright, ColorProfile::kIgnored)));
    REQUIRE(photo.notes().size() == 1);
    CHECK(contains(photo.notes()[0], "its colour profile is left alone"));
  }
}

TEST_CASE("photos behind a window are resized row by row to the same bytes") {
  base::ThreadPool threads(2);
  for (const char* name : {"rgb_16.png", "orientation_6.tif", "chroma_420.jpg"}) {
    CAPTURE(name);
    const ShownSamples shown{.window = PercentileWindow{}};
    const auto open = [&] {
      return PhotoFile(test::reference("image/photos") / name, Orientation::kUpright,
                       ColorProfile::kToSrgb, shown);
    };
    const Rectangle all{{0, 0}, open().size()};
    const RgbImage want = pil_resize(open().read(), {9, 7}, Filter::kBicubic, threads);
    CHECK(same(open().read_resized(all, {9, 7}, Filter::kBicubic, threads), want));
  }
}

TEST_CASE("what is asked for has a text") {
  CHECK(text_of({}) == "usual window, usual channels");
  CHECK(text_of({.window = ValueWindow{-160, 240}, .channels = {4, 3, 2}}) ==
        "window -160,240, channels 4,3,2");
  CHECK(text_of({.window = PercentileWindow{0.5, 99.5}}) ==
        "window of percentiles 0.5,99.5, usual channels");
}

}  // namespace
}  // namespace vitviz::image
