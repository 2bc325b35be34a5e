// SPDX-License-Identifier: Apache-2.0
#include "vitviz/photo.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "image/photo.h"
#include "small_model.h"
#include "support/npy_reader.h"
#include "vitviz/error.h"

namespace vitviz {
namespace {

TEST_CASE("a file, its bytes and its pixels are the same photo") {
  const auto path = test::asset("photos/dandelion.jpg");
  const Photo photo = Photo::read(path);
  std::ifstream stream(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(stream), {}};
  const Photo decoded = Photo::decode(std::as_bytes(std::span(bytes)), "dandelion");
  const Photo pixels = Photo::from_rgb(photo.rgb(), photo.width(), photo.height());
  const auto want = image::read_photo(path, image::Orientation::kUpright);
  CHECK(photo.width() == want.width());
  CHECK(photo.height() == want.height());
  CHECK(std::ranges::equal(photo.rgb(), want.bytes()));
  CHECK(std::ranges::equal(decoded.rgb(), want.bytes()));
  CHECK(std::ranges::equal(pixels.rgb(), want.bytes()));
}

TEST_CASE("pixels are copied, and copies of a photo share them") {
  std::vector<std::uint8_t> pixels(3 * 4 * 2, 9);
  const Photo photo = Photo::from_rgb(pixels, 4, 2);
  const Photo copy = photo;  // NOLINT(performance-unnecessary-copy-initialization): it is tested
  std::ranges::fill(pixels, std::uint8_t{1});
  CHECK(std::ranges::count(photo.rgb(), 9) == 24);
  CHECK(copy.rgb().data() == photo.rgb().data());
}

TEST_CASE("a window and channels choose what is seen of many numbers") {
  const auto path = test::reference("embedded/square.attention.npy");  // [12, 3, ...] of floats
  const auto code_of = [&](const PhotoOptions& options) {
    try {
      return Photo::read(path, options).width() > 0 ? 0 : -1;
    } catch (const Error& error) {
      return static_cast<int>(error.code());
    }
  };
  CHECK(code_of({}) == static_cast<int>(ErrorCode::kPhoto));
  CHECK(code_of({.window = Window{}, .channels = {1, 2}}) ==
        static_cast<int>(ErrorCode::kArgument));
  CHECK(code_of({.channels = {0}}) == static_cast<int>(ErrorCode::kArgument));
  CHECK(code_of({.window = Window{1, 1, false}}) == static_cast<int>(ErrorCode::kArgument));
  CHECK(code_of({.window = Window{-1, 50}}) == static_cast<int>(ErrorCode::kArgument));
  const auto plain = test::reference("vit/grid6x6.tokens.npy");  // [39, 48]
  const Photo grey = Photo::read(plain, {.window = Window{-1, 1, false}});
  CHECK(grey.width() == 48);
  CHECK(grey.height() == 39);
  CHECK(grey.rgb()[0] == grey.rgb()[1]);
}

TEST_CASE("prepared input has a size and no pixels") {
  const std::vector<float> input(3 * 8 * 16, 0.5F);
  const Photo photo = Photo::prepared(input, 16, 8);
  CHECK(photo.width() == 16);
  CHECK(photo.height() == 8);
  CHECK(photo.rgb().empty());
}

}  // namespace
}  // namespace vitviz
