// SPDX-License-Identifier: Apache-2.0
// What the encoder writes, libpng reads back: it checks every checksum on the way.
#include "image/png_file.h"

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>

#include <doctest/doctest.h>

#include "image/photo.h"

namespace vitviz::test {
namespace {

using base::ThreadPool;
using image::GrayImage;
using image::RgbImage;
using image::Size;

// More than one strip from the third on; noise does not shrink, plain halves shrink most.
constexpr Size kSizes[] = {{1, 1}, {3, 5}, {640, 700}, {1, 5000}, {200'000, 3}};

template <typename Picture>
Picture half_noise(Size size) {
  std::mt19937 random(1);
  Picture picture(size);
  const auto bytes = picture.bytes();
  const auto middle = bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() / 2);
  std::generate(bytes.begin(), middle, [&] { return static_cast<std::uint8_t>(random()); });
  std::fill(middle, bytes.end(), std::uint8_t{255});
  return picture;
}

RgbImage decode(const std::vector<std::byte>& file) {
  return image::decode_photo(file, "test.png", image::Orientation::kUpright);
}

TEST_CASE("RGB pictures come back as they were") {
  ThreadPool threads(2);
  for (const Size size : kSizes) {
    CAPTURE(size.width);
    const RgbImage picture = half_noise<RgbImage>(size);
    const RgbImage decoded = decode(image::encode_png(picture, threads));
    CHECK(decoded.size() == size);
    CHECK(std::equal(picture.bytes().begin(), picture.bytes().end(), decoded.bytes().begin(),
                     decoded.bytes().end()));
  }
}

TEST_CASE("grey pictures come back as they were") {
  ThreadPool threads(2);
  for (const Size size : kSizes) {
    CAPTURE(size.width);
    const GrayImage picture = half_noise<GrayImage>(size);
    const RgbImage decoded = decode(image::encode_png(picture, threads));
    REQUIRE(decoded.size() == size);
    const auto gray = picture.bytes();
    bool same = true;
    for (std::size_t i = 0; i < gray.size(); ++i) {
      for (std::size_t c = 0; c < 3; ++c) same = same && decoded.bytes()[3 * i + c] == gray[i];
    }
    CHECK(same);
  }
}

TEST_CASE("pictures with opacity come back as they were: seen on white") {
  ThreadPool threads(2);
  for (const Size size : kSizes) {
    CAPTURE(size.width);
    const auto picture = half_noise<image::RgbaImage>(size);
    const RgbImage decoded = decode(image::encode_png(picture, threads));
    REQUIRE(decoded.size() == size);
    int largest = 0;
    for (std::size_t i = 0; i < decoded.bytes().size(); ++i) {
      const int color = picture.bytes()[i / 3 * 4 + i % 3];
      const int opacity = picture.bytes()[i / 3 * 4 + 3];
      const int on_white = (color * opacity + 255 * (255 - opacity) + 127) / 255;
      largest = std::max(largest, std::abs(on_white - decoded.bytes()[i]));
    }
    CHECK(largest <= 1);  // the rounding
  }
}

TEST_CASE("the file is the same for any number of threads") {
  const RgbImage picture = half_noise<RgbImage>({640, 700});
  ThreadPool one(1);
  ThreadPool two(2);
  ThreadPool three(3);
  const auto file = image::encode_png(picture, one);
  CHECK(file == image::encode_png(picture, two));
  CHECK(file == image::encode_png(picture, three));
}

TEST_CASE("a mask takes little room") {
  ThreadPool threads(1);
  GrayImage mask({1024, 768});
  for (int y = 0; y < mask.height(); ++y) {
    const auto row = mask.row(y);
    std::fill(row.begin(), row.end(), std::uint8_t{0});
    if (y > 100 && y < 600) std::fill_n(row.begin() + 200 + y / 4, 300, std::uint8_t{255});
  }
  CHECK(image::encode_png(mask, threads).size() < 16 * 1024);
}

TEST_CASE("texts are stored, and do not disturb the picture") {
  ThreadPool threads(1);
  const RgbImage picture = half_noise<RgbImage>({8, 8});
  const auto file =
      image::encode_png(picture, threads, {{"Software", "vitviz"}, {"Title", "Grüße aus dem All"}});
  const std::string chars(reinterpret_cast<const char*>(file.data()), file.size());
  CHECK(chars.find(std::string("iTXtSoftware\0\0\0\0\0vitviz", 23)) != std::string::npos);
  CHECK(chars.find("Grüße aus dem All") != std::string::npos);
  CHECK(decode(file).size() == picture.size());
}

}  // namespace
}  // namespace vitviz::test
