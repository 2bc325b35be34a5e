// SPDX-License-Identifier: Apache-2.0
#include "support/golden_picture.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>

#include <doctest/doctest.h>

#include "base/atomic_file.h"
#include "base/check.h"
#include "base/thread_pool.h"
#include "image/photo.h"
#include "image/png_file.h"

namespace vitviz::test {
namespace {

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
  INFO(
      "after a change that is meant, and a look at the pictures: "
      "VITVIZ_WRITE_GOLDEN=1 build/dev/tests/render/test_render -tc='*golden*'");
  const std::filesystem::path path = std::filesystem::path(VITVIZ_GOLDEN_FOLDER) / name;
  if (std::getenv("VITVIZ_WRITE_GOLDEN") != nullptr) {
    base::ThreadPool threads(1);
    base::write_file_atomically(path, image::encode_png(picture, threads),
                                base::Overwrite::kReplace);
    return;
  }
  const image::RgbImage golden = image::read_photo(path, image::Orientation::kStored);
  REQUIRE(golden.width() == picture.width());
  REQUIRE(golden.height() == picture.height());
  const PictureDifference difference = difference_of(golden, picture);
  CHECK(difference.mean < 2.0);
  CHECK(difference.largest_block <= 12.0);
}

}  // namespace vitviz::test
