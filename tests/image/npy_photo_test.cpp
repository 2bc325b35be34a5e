// SPDX-License-Identifier: Apache-2.0
// NumPy's arrays as photos: files made by hand, of every type, order and layout.
#include <bit>
#include <cmath>
#include <functional>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "image/photo_file.h"
#include "support/bytes_of.h"
#include "support/thrown_error.h"

namespace vitviz::image {
namespace {

using test::contains;

std::string npy(const std::string& type, const std::string& shape, const std::string& data,
                bool fortran_order = false) {
  const std::string header = fmt::format("{{'descr': '{}', 'fortran_order': {}, 'shape': {}, }}\n",
                                         type, fortran_order ? "True" : "False", shape);
  return std::string("\x93NUMPY\1") + '\0' + test::little_endian(header.size(), 2) + header + data;
}

struct Read {
  std::vector<int> levels;  // of red, green and blue, row by row
  Size size;
  std::string notes;
};

Read read(const std::string& file, const ShownSamples& shown) {
  const auto bytes = test::bytes_of(file);
  PhotoFile photo(std::make_unique<MemorySource>(bytes), "a.npy", Orientation::kUpright,
                  ColorProfile::kToSrgb, shown);
  const RgbImage pixels = photo.read();
  std::string notes;
  for (const std::string& note : photo.notes()) notes += note + "|";
  return {{pixels.bytes().begin(), pixels.bytes().end()}, pixels.size(), notes};
}

std::string refusal(const std::string& file, const ShownSamples& shown = {}) {
  const auto error = test::error_of([&] { static_cast<void>(read(file, shown)); });
  if (!error) return "accepted";
  CHECK(error->code() == base::ErrorCode::kInput);
  return fmt::format("{} | {}", error->what(), error->hint());
}

const ShownSamples kToHundred{.window = ValueWindow{0, 100}};
constexpr int kHeight = 3;
constexpr int kWidth = 4;

// 0 to 99, different for every place.
int value_at(int y, int x, int c) { return (41 * y + 17 * x + 7 * c) % 100; }

// 255 v / 100, rounded.
int level_of(int value) { return (2 * 255 * value + 100) / 200; }

// One number of a type, in the order of its first character.
std::string number(const std::string& type, int value) {
  const int bytes = type[2] - '0';
  std::uint64_t bits = static_cast<std::uint64_t>(value);
  if (type[1] == 'f' && bytes == 8) bits = std::bit_cast<std::uint64_t>(double(value));
  if (type[1] == 'f' && bytes == 4) bits = std::bit_cast<std::uint32_t>(float(value));
  if (type[1] == 'f' && bytes == 2 && value != 0) {
    const int exponent = std::ilogb(value);
    bits = static_cast<std::uint64_t>((exponent + 15) << 10 | ((value << 10 >> exponent) - 0x400));
  }
  return type[0] == '>' ? test::big_endian(bits, bytes) : test::little_endian(bits, bytes);
}

// All numbers, the last of these indices fastest.
using Place = std::function<int(int a, int b, int c)>;
std::string numbers(const std::string& type, int a_count, int b_count, int c_count,
                    const Place& value) {
  std::string data;
  for (int a = 0; a < a_count; ++a) {
    for (int b = 0; b < b_count; ++b) {
      for (int c = 0; c < c_count; ++c) data += number(type, value(a, b, c));
    }
  }
  return data;
}

std::vector<int> want(const std::vector<int>& channels) {
  std::vector<int> levels;
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      for (const int c : channels) levels.push_back(level_of(value_at(y, x, c)));
    }
  }
  return levels;
}

const char* const kTypes[] = {"|u1", "<u2", ">u2", "<u4", ">u4", "<u8", ">u8", "|i1", "<i2", ">i2",
                              "<i4", ">i4", "<i8", ">i8", "<f2", ">f2", "<f4", ">f4", "<f8", ">f8"};

TEST_CASE("NPY: grey arrays of every type and order are drawn through a window") {
  for (const std::string type : kTypes) {
    CAPTURE(type);
    const auto rows = numbers(type, kHeight, kWidth, 1, value_at);
    const Read c_order = read(npy(type, "(3, 4)", rows), kToHundred);
    CHECK(c_order.size == Size{kWidth, kHeight});
    CHECK(c_order.levels == want({0, 0, 0}));
    CHECK(c_order.notes.empty());
    const auto columns =
        numbers(type, kWidth, kHeight, 1, [](int x, int y, int c) { return value_at(y, x, c); });
    CHECK(read(npy(type, "(3, 4)", columns, true), kToHundred).levels == want({0, 0, 0}));
  }
}

TEST_CASE("NPY: channels last, in both orders") {
  const auto c_order = numbers("<f4", kHeight, kWidth, 3, value_at);
  CHECK(read(npy("<f4", "(3, 4, 3)", c_order), kToHundred).levels == want({0, 1, 2}));
  const auto fortran =
      numbers("<f4", 3, kWidth, kHeight, [](int c, int x, int y) { return value_at(y, x, c); });
  CHECK(read(npy("<f4", "(3, 4, 3)", fortran, true), kToHundred).levels == want({0, 1, 2}));
}

TEST_CASE("NPY: channels first, where the last dimension is too long for channels") {
  const auto value = [](int c, int y, int x) { return value_at(y, x, c); };
  const Read read_first = read(npy("<i2", "(5, 6, 20)", numbers("<i2", 5, 6, 20, value)),
                               {.window = ValueWindow{0, 100}, .channels = {5, 1, 2}});
  CHECK(read_first.size == Size{20, 6});
  CHECK(contains(read_first.notes, "its shape is (5, 6, 20), taken as channels, height and width"));
  CHECK(read_first.levels[3 * (20 * 4 + 13)] == level_of(value_at(4, 13, 4)));
  CHECK(read_first.levels[3 * (20 * 4 + 13) + 2] == level_of(value_at(4, 13, 1)));
  const auto fortran =
      numbers("<i2", 20, 6, 5, [](int x, int y, int c) { return value_at(y, x, c); });
  CHECK(read(npy("<i2", "(5, 6, 20)", fortran, true),
             {.window = ValueWindow{0, 100}, .channels = {5, 1, 2}})
            .levels == read_first.levels);
  // As long as channels may be, they are the channels.
  const Read last = read(npy("<i2", "(5, 6, 16)", numbers("<i2", 5, 6, 16, value_at)), kToHundred);
  CHECK(last.size == Size{6, 5});
  CHECK(contains(last.notes, "of its 16 channels the first three are seen"));
}

TEST_CASE("NPY: two channels, more than three, and a choice") {
  const auto pairs = npy("|u1", "(3, 4, 2)", numbers("|u1", kHeight, kWidth, 2, value_at));
  const Read first = read(pairs, kToHundred);
  CHECK(first.levels == want({0, 0, 0}));
  CHECK(first.notes == "of its 2 channels the first is seen, as grey|");
  CHECK(read(pairs, {.window = ValueWindow{0, 100}, .channels = {2}}).levels == want({1, 1, 1}));
  const auto six = npy("|u1", "(3, 4, 6)", numbers("|u1", kHeight, kWidth, 6, value_at));
  CHECK(read(six, kToHundred).notes ==
        "of its 6 channels the first three are seen, as red, green and blue|");
  const Read chosen = read(six, {.window = ValueWindow{0, 100}, .channels = {6, 4, 4}});
  CHECK(chosen.levels == want({5, 3, 3}));
  CHECK(chosen.notes.empty());
  CHECK(refusal(six, {.channels = {1, 7, 2}}) ==
        "a.npy: it has 6 channels, and number 7 is asked for | the last one that channels can "
        "name is 6");
}

TEST_CASE("NPY: bytes and truth values are drawn without a window") {
  const auto bytes = numbers("|u1", kHeight, kWidth, 3, value_at);
  const Read color = read(npy("|u1", "(3, 4, 3)", bytes), {});
  CHECK(color.levels[4] == value_at(0, 1, 1));
  CHECK(color.levels[35] == value_at(2, 3, 2));
  const Read truth = read(npy("|b1", "(1, 2)", {1, 0}), {});
  CHECK(truth.levels == std::vector<int>{255, 255, 255, 0, 0, 0});
}

TEST_CASE("NPY: other types ask for a window, and name the lowest and highest number") {
  const std::string data = numbers("<f4", kHeight, kWidth, 1, value_at);
  CHECK(refusal(npy("<f4", "(3, 4)", data)) ==
        "a.npy: its samples are floating-point numbers of 32 bits from 0 to 99, and nothing says "
        "which are black and white | give window LO,HI, the numbers that are black and white, or "
        "window percentile for what suits each picture");
  CHECK(contains(refusal(npy("<u2", "(1, 2)", number("<u2", 5) + number("<u2", 50))),
                 "whole numbers of 16 bits from 5 to 50"));
}

TEST_CASE("NPY: percentiles are taken over all shown channels together") {
  // 0, 1, …, 200 in rows of 67, the channels far apart.
  std::string data;
  for (int i = 0; i < 67; ++i) {
    for (int c = 0; c < 3; ++c) data += number("<i4", 67 * c + i);
  }
  const Read seen = read(npy("<i4", "(1, 67, 3)", data), {.window = PercentileWindow{}});
  CHECK(contains(seen.notes, "its percentiles 2 and 98 are 4 and 196: black and white"));
  CHECK(seen.levels[0] == 0);
  CHECK(seen.levels[3 * 10] == (2 * 255 * 6 + 192) / (2 * 192));
  CHECK(seen.levels[3 * 66 + 2] == 255);
  const Read ends =
      read(npy("<i4", "(1, 67, 3)", data), {.window = PercentileWindow{0, 100}, .channels = {2}});
  CHECK(contains(ends.notes, "its percentiles 0 and 100 are 67 and 133"));
}

TEST_CASE("NPY: constant pictures and what is no number are told of") {
  const std::string nan = test::little_endian(0x7FC00000, 4);
  const std::string infinity = test::little_endian(0x7F800000, 4);
  const std::string two = test::little_endian(0x40000000, 4);
  const ShownSamples percentile{.window = PercentileWindow{}};
  const Read constant = read(npy("<f4", "(1, 3)", two + two + two), percentile);
  CHECK(constant.levels == std::vector<int>(9, 0));
  CHECK(contains(constant.notes, "are both 2: what is above is drawn white, all else black"));
  const Read mixed =
      read(npy("<f4", "(1, 3)", nan + two + infinity), {.window = ValueWindow{1, 3}});
  CHECK(mixed.levels == std::vector<int>{0, 0, 0, 128, 128, 128, 255, 255, 255});
  CHECK(contains(mixed.notes, "2 of its numbers are none, or infinite"));
  const Read none = read(npy("<f4", "(1, 1)", nan), percentile);
  CHECK(none.levels == std::vector<int>(3, 0));
  CHECK(contains(none.notes, "it holds no finite number"));
  CHECK(contains(refusal(npy("<f4", "(1, 1)", nan)), "of 32 bits, and nothing says"));
}

TEST_CASE("NPY: what cannot be a picture is refused") {
  const std::string data(48, '\1');
  const auto shape = [&](const std::string& text) {
    return refusal(npy("|u1", text, data), kToHundred);
  };
  CHECK(contains(shape("(48,)"), "its shape is (48), a picture is (H, W) or (H, W, C)"));
  CHECK(contains(shape("(1, 3, 4, 4)"), "its shape is (1, 3, 4, 4), a picture is"));
  CHECK(contains(shape("()"), "a picture is (H, W)"));
  CHECK(contains(shape("(0, 4)"), "a side without any pixels"));
  CHECK(contains(shape("(4, 4, 0)"), "its shape is (4, 4, 0)"));
  CHECK(contains(shape("(-1, 4)"), "a dimension is no whole number below 2^63"));
  CHECK(contains(shape("(7, 7)"), "the file ends too early"));
  CHECK(contains(shape("(16384, 16384)"), "the file ends too early"));
  CHECK(contains(shape("(100000, 100000)"), "pixels are more than the 268 million"));
  CHECK(contains(shape("(9223372036854775807, 2)"), "pixels are more than"));
  CHECK(contains(shape("(2, 2, 9223372036854775807)"), "pixels are more than"));
  CHECK(contains(shape("(16777216, 16, 16777216)"), "the file ends too early"));
  CHECK(contains(refusal(npy("<c8", "(1, 2)", data), kToHundred), "its elements are '<c8'"));
  CHECK(contains(refusal(npy("|O", "(1, 2)", data), kToHundred), "its elements are '|O'"));
}

TEST_CASE("NPY: a file that is cut off or has a broken header is refused") {
  const std::string whole = npy(">u2", "(3, 4)", numbers(">u2", kHeight, kWidth, 1, value_at));
  for (std::size_t length = 6; length < whole.size(); ++length) {
    CAPTURE(length);
    CHECK(
        contains(refusal(whole.substr(0, length), kToHundred), "cannot be decoded as NumPy array"));
  }
  std::string long_header = whole;
  long_header[8] = long_header[9] = '\xFF';
  CHECK(contains(refusal(long_header, kToHundred), "NumPy array"));
  std::string later = whole;
  later[6] = '\4';
  CHECK(contains(refusal(later, kToHundred), "version 4 of the format"));
  std::string huge =
      "\x93NUMPY\2" + std::string(1, '\0') + "\xFF\xFF\xFF\xFF" + std::string(99, ' ');
  CHECK(contains(refusal(huge, kToHundred), "its header is said to take 4294967295 bytes"));
}

TEST_CASE("NPY: little memory is taken beside the rows, but in Fortran's order") {
  const std::string data(std::size_t{4} * 2000 * 1000, '\0');
  const auto bytes_of = [&](bool fortran_order) {
    const auto bytes = test::bytes_of(npy("<f4", "(1000, 2000)", data, fortran_order));
    const PhotoFile photo(std::make_unique<MemorySource>(bytes), "a", Orientation::kUpright,
                          ColorProfile::kToSrgb, kToHundred);
    return photo.bytes_whole() - 3 * pixel_count(photo.size());
  };
  CHECK(bytes_of(false) < 100'000);
  CHECK(bytes_of(true) > data.size());
}

}  // namespace
}  // namespace vitviz::image
