// SPDX-License-Identifier: Apache-2.0
// HEIC, AVIF and JPEG XL photos of tests/reference/image/coded against the pixels they were made
// of: libraries that are loaded by the first of them.
#include <algorithm>
#include <cstdlib>
#include <stop_token>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/stopped.h"
#include "image/photo.h"
#include "image/photo_file.h"
#include "pixels_near.h"
#include "support/bytes_of.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

using image::Orientation;

std::filesystem::path coded(const std::string& name) { return reference("image/coded") / name; }

constexpr int kLossless = 0;
constexpr int kBlending = 1;  // opacity is rounded once more
constexpr double kCoding =
    2;  // mean, of all channels; measured 1.7 with halved chroma, 0.9 without

TEST_CASE("JPEG XL without loss gives its pixels, with opacity on white, and grey") {
  for (const std::string name : {"lossless.jxl", "gray.jxl"}) {
    CAPTURE(name);
    check_pixels(image::read_photo(coded(name), Orientation::kUpright),
                 read_npy(coded(name).string() + ".npy"), kLossless);
  }
  check_pixels(image::read_photo(coded("lossless_alpha.jxl"), Orientation::kUpright),
               read_npy(coded("lossless_alpha.jxl").string() + ".npy"), kBlending);
}

// The mean difference of a photo from what it was made of, in levels; -1 where its size differs.
double mean_difference(const std::string& name, Orientation orientation) {
  const auto want = read_npy(coded(name).string() + ".npy");
  const image::RgbImage got = image::read_photo(coded(name), orientation);
  if (want.shape != std::vector<std::int64_t>{got.height(), got.width(), 3}) return -1;
  double sum = 0;
  for (std::size_t i = 0; i < got.bytes().size(); ++i) {
    sum += std::abs(int{got.bytes()[i]} - static_cast<int>(want.values[i]));
  }
  return sum / static_cast<double>(got.bytes().size());
}

TEST_CASE("photos that were coded with loss are near what they were made of") {
  for (const std::string name :
       {"rgb.heic", "rgba.heic", "chroma_420.heic", "deep.heic", "turned.heic", "two.heic",
        "rgb.avif", "rgba.avif", "turned.avif", "lossy.jxl"}) {
    CAPTURE(name);
    const double difference = mean_difference(name, Orientation::kUpright);
    CHECK(difference >= 0);
    CHECK(difference < kCoding);
  }
}

TEST_CASE("HEIC and AVIF turn themselves, and ignoring EXIF does not turn them back") {
  for (const std::string name : {"turned.heic", "turned.avif"}) {
    const double difference = mean_difference(name, Orientation::kStored);
    CHECK(difference >= 0);
    CHECK(difference < kCoding);
  }
}

TEST_CASE("a HEIC photo that is called .jpg is one") {
  const TemporaryFolder folder;
  write_bytes(folder / "IMG_1.jpg", read_bytes(coded("rgb.heic")));
  CHECK(image::read_photo(folder / "IMG_1.jpg", Orientation::kUpright).size() ==
        image::Size{72, 48});
}

TEST_CASE("a file of two HEIC photos says which one is seen") {
  image::PhotoFile photo(coded("two.heic"), Orientation::kUpright);
  static_cast<void>(photo.read());
  CHECK(photo.notes() ==
        std::vector<std::string>{"it holds more than one picture: the main one is seen"});
}

// What is said of the first bytes of a photo; nothing where they are decoded.
std::string refusal(std::span<const std::byte> part) {
  const std::vector<std::byte> exact(part.begin(), part.end());
  const auto error = test::error_of(
      [&] { static_cast<void>(image::decode_photo(exact, "a", Orientation::kUpright)); });
  return error ? error->what() : "";
}

TEST_CASE("coded photos that are cut off are refused, wherever they are cut") {
  for (const std::string name : {"rgb.heic", "rgba.avif", "lossless.jxl", "gray.jxl"}) {
    CAPTURE(name);
    const auto whole = read_bytes(coded(name));
    for (std::size_t length = 12; length < whole.size(); length += 7) {
      CAPTURE(length);
      CHECK(refusal(std::span(whole).first(length)).starts_with("a: "));
    }
    CHECK(refusal(whole).empty());
  }
}

TEST_CASE("what libheif says of a broken photo is one line") {
  const auto whole = read_bytes(coded("rgb.heic"));
  const std::string message = refusal(std::span(whole).first(1100));
  CHECK(contains(message, "a: cannot be decoded as HEIC: Invalid input"));
  CHECK_FALSE(contains(message, "\\n"));
}

TEST_CASE("coded photos are not decoded behind a stop") {
  std::stop_source source;
  source.request_stop();
  for (const std::string name : {"rgb.heic", "rgb.avif", "lossless.jxl"}) {
    image::PhotoFile photo(coded(name), Orientation::kUpright);
    CHECK_THROWS_AS(static_cast<void>(photo.read(source.get_token())), base::Stopped);
  }
}

TEST_CASE("what a coded photo costs is known from its header") {
  for (const std::string name : {"rgb.heic", "rgb.avif", "lossless.jxl"}) {
    const image::PhotoFile photo(coded(name), Orientation::kUpright);
    CHECK(photo.bytes_whole() > 10 * image::pixel_count(photo.size()));
  }
  const image::PhotoFile plain(coded("rgb.heic"), Orientation::kUpright);
  const image::PhotoFile deep(coded("deep.heic"), Orientation::kUpright);
  CHECK(deep.bytes_whole() > plain.bytes_whole());
}

}  // namespace
}  // namespace vitviz::test
