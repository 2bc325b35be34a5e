// SPDX-License-Identifier: Apache-2.0
#include "support/golden_picture.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>

#include <doctest/doctest.h>

#include "base/atomic_file.h"
#include "base/check.h"
#include "base/thread_pool.h"
#include "image/photo.h"
#include "image/png_file.h"
#include "support/png_reader.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;

constexpr int kBlock = 8;

// The mean over the block that begins at (left, top), which the borders may cut.
double block_difference(const image::RgbImage& a, const image::RgbImage& b, int left, int top) {
  double sum = 0;
  int count = 0;
  for (int y = top; y < std::min(top + kBlock, a.height()); ++y) {
    for (int i = 3 * left; i < 3 * std::min(left + kBlock, a.width()); ++i) {
      const auto channel = static_cast<std::size_t>(i);
      sum += std::abs(int{a.row(y)[channel]} - int{b.row(y)[channel]});
      ++count;
    }
  }
  return sum / count;
}

image::RgbImage seen_on(int ground, const image::RgbaImage& picture) {
  image::RgbImage seen(picture.size());
  for (std::size_t i = 0; i < seen.bytes().size(); ++i) {
    const int color = picture.bytes()[i / 3 * 4 + i % 3];
    const int opacity = picture.bytes()[i / 3 * 4 + 3];
    seen.bytes()[i] =
        static_cast<std::uint8_t>((color * opacity + ground * (255 - opacity) + 127) / 255);
  }
  return seen;
}

fs::path file_of(const std::string& name) { return fs::path(VITVIZ_GOLDEN_FOLDER) / name; }

// Writes a picture of any kind, if that is wanted.
template <typename Picture>
bool written(const std::string& name, const Picture& picture) {
  if (std::getenv("VITVIZ_WRITE_GOLDEN") == nullptr) return false;
  base::ThreadPool threads(1);
  base::write_file_atomically(file_of(name), image::encode_png(picture, threads),
                              base::Overwrite::kReplace);
  return true;
}

void check_unseen(const std::string& name, const image::RgbImage& golden,
                  const image::RgbImage& picture) {
  INFO(name, " differs; after a change that is meant, and a look at the pictures: ",
       "VITVIZ_WRITE_GOLDEN=1 ctest --preset dev -R golden");
  REQUIRE(golden.width() == picture.width());
  REQUIRE(golden.height() == picture.height());
  const PictureDifference difference = difference_of(golden, picture);
  CHECK(difference.mean <= kUnseen.mean);
  CHECK(difference.largest_block <= kUnseen.largest_block);
}

}  // namespace

PictureDifference difference_of(const image::RgbImage& a, const image::RgbImage& b) {
  VITVIZ_CHECK(a.size() == b.size());
  PictureDifference difference;
  for (std::size_t i = 0; i < a.bytes().size(); ++i) {
    difference.mean += std::abs(int{a.bytes()[i]} - int{b.bytes()[i]});
  }
  difference.mean /= static_cast<double>(a.bytes().size());
  for (int y = 0; y < a.height(); y += kBlock) {
    for (int x = 0; x < a.width(); x += kBlock) {
      difference.largest_block = std::max(difference.largest_block, block_difference(a, b, x, y));
    }
  }
  return difference;
}

void check_golden(const std::string& name, const image::RgbImage& picture) {
  if (written(name, picture)) return;
  check_unseen(name, image::read_photo(file_of(name), image::Orientation::kStored), picture);
}

void check_golden(const std::string& name, const image::RgbaImage& picture) {
  if (written(name, picture)) return;
  const image::RgbaImage golden = read_png(file_of(name));
  for (const int ground : {0, 255}) {
    check_unseen(name, seen_on(ground, golden), seen_on(ground, picture));
  }
}

}  // namespace vitviz::test
