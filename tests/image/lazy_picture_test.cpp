// SPDX-License-Identifier: Apache-2.0
#include "image/lazy_picture.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

namespace vitviz::image {
namespace {

// The byte of a pixel says where it is.
std::uint8_t level_at(int x, int y) { return static_cast<std::uint8_t>(7 * x + 31 * y); }

LazyGray pattern(Size size) {
  return {size, [](const Band<1>& band) {
            for (int y = band.top(); y < band.bottom(); ++y) {
              for (int x = 0; x < band.picture().width; ++x) {
                band.row(y)[static_cast<std::size_t>(x)] = level_at(x, y);
              }
            }
          }};
}

bool shows_pattern(const GrayImage& picture) {
  bool same = true;
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      same = same && picture.row(y)[static_cast<std::size_t>(x)] == level_at(x, y);
    }
  }
  return same;
}

TEST_CASE("a whole picture has every row in its place") {
  for (const Size size : {Size{1, 1}, {5, 31}, {5, 32}, {5, 33}, {300, 200}}) {
    for (const int count : {1, 3}) {
      base::ThreadPool threads(count);
      const GrayImage whole = draw_whole(pattern(size), threads);
      CHECK(whole.size() == size);
      CHECK(shows_pattern(whole));
    }
  }
}

TEST_CASE("a picture that is there already is drawn as it is, held or not") {
  base::ThreadPool threads(2);
  GrayImage raster = draw_whole(pattern({40, 70}), threads);
  CHECK(shows_pattern(draw_whole(lazy_view(raster), threads)));
  CHECK(shows_pattern(draw_whole(lazy(std::move(raster)), threads)));
}

TEST_CASE("a band has its own rows, by their numbers in the picture, and no others") {
  std::vector<std::uint8_t> bytes(4 * 3 * 2);
  const Band<3> band({4, 10}, 5, 7, bytes);
  CHECK(band.row(5).data() == bytes.data());
  CHECK(band.row(6).data() == bytes.data() + 12);
  CHECK(band.row(6).size() == 12);
  CHECK_THROWS_AS((void)band.row(4), std::logic_error);
  CHECK_THROWS_AS((void)band.row(7), std::logic_error);
  CHECK_THROWS_AS(Band<3>({4, 10}, 5, 8, bytes), std::logic_error);   // more rows than bytes
  CHECK_THROWS_AS(Band<3>({4, 10}, 9, 11, bytes), std::logic_error);  // beyond the picture
  CHECK_THROWS_AS(Band<3>({4, 10}, 5, 5, bytes), std::logic_error);   // no row
}

}  // namespace
}  // namespace vitviz::image
