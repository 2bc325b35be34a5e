// SPDX-License-Identifier: Apache-2.0
#include "image/encoded_photo.h"

#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "base/error.h"
#include "image/photo.h"
#include "support/thrown_error.h"

namespace vitviz::image {
namespace {

const MemorySource kNothing({});

EncodedPhoto named(std::string name) { return {kNothing, std::move(name), "PNG"}; }

std::string refusal(std::int64_t width, std::int64_t height) {
  const auto error =
      test::error_of([&] { static_cast<void>(checked_size(named("a.png"), width, height)); });
  if (!error) return "accepted";
  CHECK(error->code() == base::ErrorCode::kInput);
  return error->what();
}

TEST_CASE("the sides that a header promises are taken up to 2^28 pixels") {
  CHECK(checked_size(named("a.png"), 640, 480) == Size{640, 480});
  CHECK(checked_size(named("a.png"), 1, 1) == Size{1, 1});
  CHECK(checked_size(named("a.png"), 1 << 14, 1 << 14) == Size{1 << 14, 1 << 14});
  CHECK(checked_size(named("a.png"), kMaxPixels, 1) == Size{1 << 28, 1});
  CHECK(checked_size(named("a.png"), 1, kMaxPixels) == Size{1, 1 << 28});
}

TEST_CASE("more pixels are refused with both sides, and no product overflows") {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  CHECK(refusal((1 << 14) + 1, 1 << 14) ==
        "a.png: 16385 x 16384 pixels are more than the 268 million that are read");
  CHECK(test::contains(refusal(kMaxPixels + 1, 1), "268435457 x 1 pixels are more"));
  CHECK(test::contains(refusal(1, kMaxPixels + 1), "1 x 268435457 pixels are more"));
  CHECK(test::contains(refusal(1LL << 32, 1), "4294967296 x 1 pixels are more"));
  CHECK(test::contains(refusal(1LL << 32, 1LL << 32), "pixels are more"));
  CHECK(test::contains(refusal(kMost, kMost), "pixels are more"));
}

TEST_CASE("a side without pixels, or a negative one, cannot be decoded") {
  for (const auto& [width, height] : {std::pair{0, 5}, {5, 0}, {-5, 5}, {5, -5}, {0, 0}}) {
    CHECK(refusal(width, height) == "a.png: cannot be decoded as PNG: a side without any pixels");
  }
}

TEST_CASE("a reason is given with the photo's name, both without control characters") {
  const auto error = test::error_of([] { fail_to_decode(named("a\tb"), "bad\x1b[31mCRC"); });
  REQUIRE(error.has_value());
  CHECK(error->code() == base::ErrorCode::kInput);
  CHECK(error->what() == std::string("a\\tb: cannot be decoded as PNG: bad\\x1b[31mCRC"));
  CHECK(test::contains(error->hint(), "save it anew"));
}

TEST_CASE("of a photo that needs a library it is said which package to install") {
  const MemorySource source({});
  const EncodedPhoto photo{source, "a.heic", "HEIC"};
  const auto error =
      test::error_of([&] { fail_without_library(photo, "libheif", "gone", "libheif1"); });
  REQUIRE(error.has_value());
  CHECK(error->code() == base::ErrorCode::kInput);
  CHECK(error->what() == std::string("a.heic: reading HEIC needs libheif: gone"));
  CHECK(error->hint() == "apt-get install libheif1");
}

}  // namespace
}  // namespace vitviz::image
