// SPDX-License-Identifier: Apache-2.0
#include "eval/truth_mask.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "base/thread_pool.h"
#include "eval/drawn.h"
#include "eval/example.h"
#include "image/png_file.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::eval {
namespace {

std::vector<int> numbers(const TruthMask& truth) {
  return {truth.bytes().begin(), truth.bytes().end()};
}

template <typename Picture>
void write_png(const std::filesystem::path& file, const Picture& picture) {
  base::ThreadPool one(1);
  test::write_bytes(file, image::encode_png(picture, one));
}

TEST_CASE("a truth's objects are all but background and void") {
  const TruthMask truth = test::drawn({"3?..", "311."});
  CHECK(object_ids(truth) == std::vector<std::uint8_t>{1, 3});
  CHECK(tight_boxes(truth) == std::vector<TrueBox>{{{1, 1, 3, 2}}, {{0, 0, 1, 2}}});
  CHECK(object_ids(test::drawn({"?."})).empty());
  CHECK(has_pixels(test::drawn({"?."})));
  CHECK_FALSE(has_pixels(test::drawn({"??"})));
}

TEST_CASE("a truth is resized to the pixels under the centres") {
  const TruthMask truth = test::drawn({"1234"});
  CHECK(numbers(resized(truth, {4, 1})) == std::vector<int>{1, 2, 3, 4});
  CHECK(numbers(resized(truth, {2, 2})) == std::vector<int>{2, 4, 2, 4});
  CHECK(numbers(resized(truth, {8, 1})) == std::vector<int>{1, 1, 2, 2, 3, 3, 4, 4});
  // Image.fromarray([[1, 2, 3, 4]]).resize((3, 1), NEAREST): centres at 0.67, 2, 3.33.
  CHECK(numbers(resized(truth, {3, 1})) == std::vector<int>{1, 3, 4});
}

TEST_CASE("a mask's foreground is what is brighter than half, ids are as they are") {
  const test::TemporaryFolder folder;
  TruthMask grays({4, 1});
  std::copy_n(std::vector<std::uint8_t>{0, 127, 128, 255}.begin(), 4, grays.bytes().begin());
  write_png(folder / "gray.png", grays);
  CHECK(numbers(read_truth_mask(folder / "gray.png", MaskFile::kForeground)) ==
        std::vector<int>{0, 0, 1, 1});
  CHECK(numbers(read_truth_mask(folder / "gray.png", MaskFile::kIds)) ==
        std::vector<int>{0, 127, 128, 255});
}

TEST_CASE("a truth that does not have its photo's size is refused, and both are named") {
  const test::TemporaryFolder folder;
  write_png(folder / "a.png", test::drawn({"111"}));
  const Example example{"a", folder / "a.jpg", folder / "a.png", {}};
  CHECK(read_truth(example, MaskFile::kIds, {3, 1}).width() == 3);
  const auto error = test::error_of([&] {
    static_cast<void>(read_truth(example, MaskFile::kIds, {3, 2}));
  });
  REQUIRE(error);
  CHECK(test::contains(error->what(), "a.png: this mask has 3 x 1 pixels, its photo "));
  CHECK(test::contains(error->what(), "a.jpg has 3 x 2"));
}

}  // namespace
}  // namespace vitviz::eval
