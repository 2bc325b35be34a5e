// SPDX-License-Identifier: Apache-2.0
// TIFF files made by hand: strips of any height, and directories that are wrong.
#include <algorithm>
#include <map>
#include <string>

#include <doctest/doctest.h>

#include "image/photo.h"
#include "support/bytes_of.h"
#include "support/thrown_error.h"

namespace vitviz::image {
namespace {

using test::little_endian;

// Tags of the directory, by the format's numbers.
constexpr std::uint32_t kKind = 254;
constexpr std::uint32_t kWidth = 256;
constexpr std::uint32_t kHeight = 257;
constexpr std::uint32_t kBits = 258;
constexpr std::uint32_t kCompression = 259;
constexpr std::uint32_t kPhotometric = 262;
constexpr std::uint32_t kStripOffsets = 273;
constexpr std::uint32_t kOrientation = 274;
constexpr std::uint32_t kRowsPerStrip = 278;
constexpr std::uint32_t kStripBytes = 279;
constexpr std::uint32_t kSampleFormat = 339;

constexpr Size kSize = {3, 150};

std::uint8_t level_at(int x, int y) { return static_cast<std::uint8_t>(80 * x + y); }

// A grey photo in strips of so many rows. Each tag has one number; those of the strips that are
// more than one lie behind the pixels.
struct Tiff {
  std::uint32_t rows_per_strip = 0;
  std::map<std::uint32_t, std::uint32_t> tags = {
      {kWidth, 3}, {kHeight, 150}, {kBits, 8}, {kCompression, 1}, {kPhotometric, 1}};

  explicit Tiff(std::uint32_t rows) : rows_per_strip(rows) { tags[kRowsPerStrip] = rows; }

  [[nodiscard]] std::string bytes() const {
    std::string pixels;
    for (int y = 0; y < kSize.height; ++y) {
      for (int x = 0; x < kSize.width; ++x) pixels += static_cast<char>(level_at(x, y));
    }
    constexpr std::uint32_t kPixelsAt = 8;
    std::string offsets;
    std::string sizes;
    std::uint32_t strips = 0;
    for (std::uint32_t y = 0; y < 150; y += rows_per_strip, ++strips) {
      offsets += little_endian(kPixelsAt + 3 * y, 4);
      sizes += little_endian(3 * std::min(rows_per_strip, 150 - y), 4);
    }
    const std::size_t lists = kPixelsAt + pixels.size();
    const std::size_t directory = lists + offsets.size() + sizes.size();
    std::map<std::uint32_t, std::string> entries;
    for (const auto& [tag, number] : tags) entries[tag] = entry(tag, 1, little_endian(number, 4));
    const auto list_at = [&](std::size_t at, const std::string& list) {
      return strips == 1 ? list : little_endian(at, 4);
    };
    if (tags.count(kStripOffsets) == 0) {
      entries[kStripOffsets] = entry(kStripOffsets, strips, list_at(lists, offsets));
    }
    entries[kStripBytes] = entry(kStripBytes, strips, list_at(lists + offsets.size(), sizes));
    std::string file = "II*" + little_endian(0, 1) + little_endian(directory, 4) + pixels +
                       offsets + sizes + little_endian(entries.size(), 2);
    for (const auto& [tag, text] : entries) file += text;
    return file + little_endian(0, 4);
  }

 private:
  static std::string entry(std::uint32_t tag, std::uint32_t count, const std::string& value) {
    constexpr int kLong = 4;  // the type of 32-bit numbers
    return little_endian(tag, 2) + little_endian(kLong, 2) + little_endian(count, 4) + value;
  }
};

RgbImage decoded(const Tiff& file) {
  return decode_photo(test::bytes_of(file.bytes()), "a.tif", Orientation::kUpright);
}

std::string refusal(const Tiff& file) {
  const auto error = test::error_of([&] { static_cast<void>(decoded(file)); });
  return error ? error->what() : "accepted";
}

TEST_CASE("TIFF: strips of any height give the same rows") {
  // Below, at and above the rows that are read at a time, and more than there are.
  for (const std::uint32_t rows : {1U, 7U, 63U, 64U, 65U, 100U, 149U, 150U, 1000U}) {
    CAPTURE(rows);
    const RgbImage photo = decoded(Tiff(rows));
    REQUIRE(photo.size() == kSize);
    int wrong = 0;
    for (int y = 0; y < kSize.height; ++y) {
      for (int i = 0; i < 3 * kSize.width; ++i) {
        wrong += photo.row(y)[static_cast<std::size_t>(i)] != level_at(i / 3, y) ? 1 : 0;
      }
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("TIFF: an orientation turns the photo, and one that makes no sense does not") {
  Tiff file(150);
  file.tags[kOrientation] = 6;
  CHECK(decoded(file).size() == Size{150, 3});
  CHECK(decoded(file).row(0)[0] == level_at(0, 149));  // the last row stands at the left
  for (const std::uint32_t none : {0U, 9U, 1000U}) {
    file.tags[kOrientation] = none;
    CHECK(decoded(file).size() == kSize);
  }
}

TEST_CASE("TIFF: what is missing or lies elsewhere is refused") {
  for (const std::uint32_t tag : {kWidth, kHeight}) {
    Tiff file(150);
    file.tags.erase(tag);
    CHECK(refusal(file) != "accepted");
  }
  Tiff beyond(150);
  beyond.tags[kStripOffsets] = 1'000'000;
  CHECK(test::contains(refusal(beyond), "a.tif: cannot be decoded as TIFF: "));
  Tiff compressed(150);
  compressed.tags[kCompression] = 60'000;
  CHECK(test::contains(refusal(compressed), "a.tif: cannot be decoded as TIFF: "));
}

TEST_CASE("TIFF: a first page that is a preview is refused, another kind is not") {
  Tiff file(150);
  file.tags[kKind] = 1;
  CHECK(test::contains(refusal(file), "it starts with a preview, like a camera's raw file"));
  file.tags[kKind] = 2;  // a page of several
  CHECK(refusal(file) == "accepted");
}

TEST_CASE("TIFF: sides beyond all photos are refused before anything is allocated") {
  Tiff file(150);
  file.tags[kWidth] = 0xFFFFFFFF;
  CHECK(test::contains(refusal(file), "pixels are more than the 268 million"));
}

TEST_CASE("TIFF: samples of another kind are told as such") {
  const auto kind = [](std::uint32_t bits, std::uint32_t format) {
    Tiff file(150);
    file.tags[kHeight] = 25;  // its 450 bytes hold so many rows of numbers
    file.tags[kBits] = bits;
    file.tags[kSampleFormat] = format;
    return refusal(file);
  };
  const auto needs_window = [&](std::uint32_t bits, std::uint32_t format, const std::string& name) {
    return kind(bits, format).starts_with("a.tif: its samples are " + name + " from ");
  };
  CHECK(needs_window(32, 3, "floating-point numbers of 32 bits"));
  CHECK(needs_window(16, 3, "floating-point numbers of 16 bits"));
  CHECK(needs_window(32, 1, "whole numbers of 32 bits"));
  CHECK(needs_window(16, 2, "signed numbers of 16 bits"));
  const std::string not_read = "a.tif: this kind of TIFF is not read: its samples are ";
  CHECK(kind(24, 3) == not_read + "floating-point numbers of 24 bits");
  CHECK(kind(64, 6) == not_read + "other numbers of 64 bits");
}

}  // namespace
}  // namespace vitviz::image
