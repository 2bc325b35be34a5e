// SPDX-License-Identifier: Apache-2.0
// A photo gives the same map in whatever format it comes.
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/thread_pool.h"
#include "image/photo.h"
#include "image/png_file.h"
#include "numpy/npy.h"
#include "program/program.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

// Draws a photo of tests/reference/image and its pixels in a PNG, and compares the attention.
void check_same_map(const std::filesystem::path& photo) {
  CAPTURE(photo);
  const TemporaryFolder folder;
  const auto path = reference("image") / photo;
  const std::string name = photo.filename().string();
  write_bytes(folder / name, read_bytes(path));
  base::ThreadPool threads(1);
  const image::RgbImage pixels = image::read_photo(path, image::Orientation::kUpright);
  write_bytes(folder / "same.png", image::encode_png(pixels, threads));
  const ProgramResult result =
      run_vitviz(folder.path(), {name, "same.png", "--raw", "attention", "--view", "none"});
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  const std::string stem = std::filesystem::path(name).stem().string();
  CHECK(read_bytes(folder / (stem + ".attention.npy")) ==
        read_bytes(folder / "same.attention.npy"));
}

TEST_CASE("every format draws the map of the same pixels in a PNG") {
  for (const char* name :
       {"photos/max_255_6.ppm", "photos/max_6_2.pgm", "photos/bits_4.pbm", "photos/rgba.pam",
        "photos/pillow.gif", "photos/small_transparent.gif", "coded/lossless.jxl",
        "coded/lossy.jxl", "coded/rgb.heic", "coded/deep.heic", "coded/turned.heic",
        "coded/rgba.avif", "profiles/p3.jpg", "profiles/p3.heic"}) {
    check_same_map(name);
  }
}

TEST_CASE("a photo of which only the first frame is seen is drawn with a note") {
  const TemporaryFolder folder;
  write_bytes(folder / "a.gif", read_bytes(reference("image/photos/animated.gif")));
  const ProgramResult result = run_vitviz(folder.path(), {"a.gif"});
  CHECK(result.exit_code == 0);
  CHECK(contains(result.err, "a.gif: it is an animation of 3 frames: the first is seen"));
}

TEST_CASE("numbers behind a window draw the map of the same pixels in a PNG") {
  const TemporaryFolder folder;
  base::ThreadPool threads(1);
  const image::RgbImage pixels =
      image::read_photo(reference("image/photos/gray_8.png"), image::Orientation::kUpright);
  write_bytes(folder / "same.png", image::encode_png(pixels, threads));
  // The window makes (level - 100) / 4 the level again.
  std::vector<float> numbers;
  for (std::size_t i = 0; i < pixels.bytes().size(); i += 3) {
    numbers.push_back((static_cast<float>(pixels.bytes()[i]) - 100) / 4);
  }
  write_bytes(folder / "a.npy", numpy::encode_npy(numbers, {pixels.height(), pixels.width()}));
  const auto draw = [&](std::vector<std::string> arguments, const std::string& out) {
    arguments.insert(arguments.end(), {"--raw", "attention", "--view", "none", "-o", out});
    return run_vitviz(folder.path(), arguments);
  };
  const ProgramResult array = draw({"a.npy", "--window", "-25,38.75"}, "array");
  CAPTURE(array.err);
  REQUIRE(array.exit_code == 0);
  REQUIRE(draw({"same.png"}, "png").exit_code == 0);
  CHECK(read_bytes(folder / "array/a.attention.npy") ==
        read_bytes(folder / "png/same.attention.npy"));
}

TEST_CASE("an array without a window is refused with a way out, and another window draws anew") {
  const TemporaryFolder folder;
  const std::vector<float> numbers(40 * 60, 0.5F);
  write_bytes(folder / "a.npy", numpy::encode_npy(numbers, {40, 60}));
  write_bytes(folder / "b.npy", numpy::encode_npy(numbers, {40, 60}));
  const ProgramResult refused = run_vitviz(folder.path(), {"a.npy"});
  CHECK(refused.exit_code == 3);
  CHECK(contains(refused.err, "from 0.5 to 0.5, and nothing says which are black and white"));
  CHECK(contains(refused.err, "give --window LO,HI, the numbers that are black and white"));
  const auto draw = [&](const std::string& window) {
    return run_vitviz(folder.path(),
                      {"a.npy", "b.npy", "--window", window, "-o", "out", "--resume"});
  };
  REQUIRE(draw("0,1").exit_code == 0);
  CHECK(contains(draw("0,1").err, "2 done before"));
  CHECK(contains(draw("0,2").err, "--window"));
}

TEST_CASE("channels that a photo does not have are refused by their number") {
  const TemporaryFolder folder;
  write_photo(folder / "a.png");
  const ProgramResult result = run_vitviz(folder.path(), {"a.png", "--channels", "4"});
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "a.png: it has 3 channels, and number 4 is asked for"));
  CHECK(contains(result.err, "the last one that --channels can name is 3"));
}

TEST_CASE("colours of a profile are converted with a note, or ignored") {
  const TemporaryFolder folder;
  write_bytes(folder / "p3.png", read_bytes(reference("image/profiles/p3.png")));
  write_bytes(folder / "srgb.png", read_bytes(reference("image/profiles/srgb.png")));
  const auto draw = [&](const std::vector<std::string>& words) {
    std::vector<std::string> all = {"p3.png", "srgb.png", "--raw", "attention", "--view", "none"};
    all.insert(all.end(), words.begin(), words.end());
    return run_vitviz(folder.path(), all).err;
  };
  const auto are_same = [&](const std::string& out) {
    return read_bytes(folder / out / "p3.attention.npy") ==
           read_bytes(folder / out / "srgb.attention.npy");
  };
  CHECK(contains(draw({"-o", "a"}), "p3.png: its colours are converted to sRGB, from Display P3"));
  CHECK_FALSE(are_same("a"));
  CHECK(draw({"-o", "b", "--no-icc"}).empty());
  CHECK(are_same("b"));
}

TEST_CASE("without its library a photo is told what it needs, and the others are drawn") {
  const TemporaryFolder folder;
  write_bytes(folder / "a.heic", read_bytes(reference("image/coded/rgb.heic")));
  write_photo(folder / "b.png");
  // In the place of the library lies something else.
  write_bytes(folder / "libheif.so.1", std::vector<std::byte>(64));
  const ProgramResult result =
      run_vitviz(folder.path(), {"a.heic", "b.png"}, R"(LD_LIBRARY_PATH=. exec "$0" "$@")");
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "a.heic: reading HEIC needs libheif: "));
  CHECK(contains(result.err, "(it was looked for in "));
  CHECK(contains(result.err, "apt-get install libheif1"));
  CHECK(std::filesystem::exists(folder / "b.attention.png"));
}

TEST_CASE("a folder stands for photos of these formats too") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "photos");
  write_bytes(folder / "photos/a.gif", read_bytes(reference("image/photos/pillow.gif")));
  write_bytes(folder / "photos/b.PPM", read_bytes(reference("image/photos/max_255_6.ppm")));
  const ProgramResult result = run_vitviz(folder.path(), {"photos", "-o", "out"});
  CHECK(result.exit_code == 0);
  CHECK(std::filesystem::exists(folder / "out/a.attention.png"));
  CHECK(std::filesystem::exists(folder / "out/b.attention.png"));
}

}  // namespace
}  // namespace vitviz::test
