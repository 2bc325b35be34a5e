// SPDX-License-Identifier: Apache-2.0
// PNM files as people write them by hand, and headers that are wrong.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "image/photo.h"
#include "image/photo_file.h"
#include "support/bytes_of.h"
#include "support/thrown_error.h"

namespace vitviz::image {
namespace {

using namespace std::string_literals;

std::vector<int> levels(const std::string& file) {
  const RgbImage photo = decode_photo(test::bytes_of(file), "a.ppm", Orientation::kUpright);
  return {photo.bytes().begin(), photo.bytes().end()};
}

std::string refusal(const std::string& file) {
  const auto error = test::error_of([&] { static_cast<void>(levels(file)); });
  return error ? error->what() : "accepted";
}

bool is_refused(const std::string& file, const std::string& reason) {
  const std::string message = refusal(file);
  CAPTURE(message);
  return test::contains(message, "a.ppm: cannot be decoded as PNM: " + reason);
}

TEST_CASE("PNM: white space of every kind and comments anywhere") {
  const std::vector<int> gray = {0, 0, 0, 128, 128, 128};
  CHECK(levels("P2 2 1 255 0 128") == gray);
  CHECK(levels("P2\r\n2\t1 # wide, high\n#\n255\v0\f128#the end") == gray);
  CHECK(levels("P2#a#b\n2 1 255 0 128") == gray);
  CHECK(levels("P5 2 1 255\n\x00\x80"s) == gray);
  CHECK(levels("P1 2 1 10") == std::vector<int>{0, 0, 0, 255, 255, 255});
  CHECK(levels("P1 2 1 1 # black\n0") == std::vector<int>{0, 0, 0, 255, 255, 255});
}

TEST_CASE("PNM: halves are rounded to even, as Pillow does") {
  // 1 and 3 of 6 are 42.5 and 127.5; 1 of 2 is 127.5.
  CHECK(levels("P2 2 1 6 1 3") == std::vector<int>{42, 42, 42, 128, 128, 128});
  CHECK(levels("P2 1 1 2 1") == std::vector<int>{128, 128, 128});
}

TEST_CASE("PNM: bytes above the largest sample are full light, and numbers are an error") {
  CHECK(levels("P5 1 1 100 \xC8"s) == std::vector<int>{255, 255, 255});
  CHECK(is_refused("P2 1 1 100 200", "a sample is 200, and the largest is said to be 100"));
}

TEST_CASE("PNM: of several pictures in a file the first is read") {
  CHECK(levels("P5 1 1 255 \x07P5 1 1 255 \x09"s) == std::vector<int>{7, 7, 7});
}

TEST_CASE("PAM: its lines come in any order, and channels without a meaning have the usual one") {
  CHECK(levels("P7\nMAXVAL 255\nDEPTH 1\n# grey\nHEIGHT 1\nWIDTH 1\nENDHDR\n\x05") ==
        std::vector<int>{5, 5, 5});
  CHECK(levels("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 2\nMAXVAL 255\nENDHDR\n\x05\x00"s) ==
        std::vector<int>{255, 255, 255});
}

TEST_CASE("PNM: headers that make no sense are refused") {
  CHECK(is_refused("P5 ", "the file ends too early"));
  CHECK(is_refused("P5 1 1", "the file ends too early"));
  CHECK(is_refused("P5 0 1 255 ", "a side without any pixels"));
  CHECK(is_refused("P5 -1 1 255 ", "-1 is no number"));
  CHECK(is_refused("P5 1x 1 255 ", "1x is no number"));
  CHECK(is_refused("P5 1 1 0 \x01", "its largest sample is 0"));
  CHECK(is_refused("P5 1 1 65536 \x01", "its largest sample is 65536"));
  CHECK(is_refused("P5 1234567890 1 255 ", "1234567890 is no number"));
  CHECK(is_refused("P5 " + std::string(100, '9'), "999"));
  CHECK(is_refused("P1 1 1 2", "2 is neither 0 nor 1"));
  CHECK(is_refused("P7\nSIZE 1\nENDHDR\n\x05", "its header says SIZE"));
  CHECK(test::contains(refusal("P5 30000 30000 255 "), "pixels are more than the 268 million"));
  CHECK(
      test::contains(refusal("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 4\nMAXVAL 255\nTUPLTYPE CMYK\nENDHDR\n"),
                     "this kind of PNM is not read: 4 channels of CMYK"));
  CHECK(test::contains(refusal("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 5\nMAXVAL 255\nENDHDR\n"),
                       "this kind of PNM is not read: it has 5 channels"));
}

TEST_CASE("PNM: a header without an end is not read to the end of the file") {
  const std::string endless(std::size_t{1} << 20, ' ');
  CHECK(is_refused("P5" + endless, "its header goes on and on"));
  CHECK(is_refused("P5#" + endless, "its header goes on and on"));
}

TEST_CASE("PNM: what promises more than the file holds is refused by its header") {
  const auto opens = [](const std::string& file) {
    const auto bytes = test::bytes_of(file);
    const auto error = test::error_of([&] {
      const PhotoFile photo(std::make_unique<MemorySource>(bytes), "a", Orientation::kUpright);
    });
    return !error.has_value();
  };
  CHECK(opens("P6 1 1 255 abc"));
  CHECK_FALSE(opens("P6 1 1 255 ab"));
  CHECK_FALSE(opens("P6 16000 16000 255 abc"));
  CHECK_FALSE(opens("P6 1 1 256 abcde"));
  CHECK(opens("P4 9 1 ab"));
  CHECK_FALSE(opens("P4 9 2 abc"));
  CHECK(opens("P2 2 1 9 1 1"));
  CHECK_FALSE(opens("P2 2 1 9 11"));
}

TEST_CASE("PNM: little memory is taken beside the rows") {
  const std::string head = "P5 4000 2000 255 ";
  const auto bytes = test::bytes_of(head + std::string(8'000'000, '\x07'));
  const PhotoFile photo(std::make_unique<MemorySource>(bytes), "a", Orientation::kUpright);
  CHECK(photo.bytes_whole() < 3 * pixel_count(photo.size()) + 50'000);
}

}  // namespace
}  // namespace vitviz::image
