// SPDX-License-Identifier: Apache-2.0
// BMP files made by hand: photo_test reads whole ones, here are the corners of the format.
#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "image/photo.h"
#include "support/bytes_of.h"
#include "support/thrown_error.h"

namespace vitviz::image {
namespace {

using namespace std::string_literals;
using test::little_endian;

constexpr std::uint32_t kMasks = 3;
constexpr std::uint32_t kMasksWithAlpha = 6;

// A file of 2 × 2 pixels, of which every field can be wrong.
struct Bmp {
  std::uint32_t header = 40;  // its length; 12 is OS/2's
  int width = 2;
  std::int64_t height = 2;
  int bits = 24;
  std::uint32_t compression = 0;
  std::uint32_t colors = 0;  // of the palette; 0: all there can be
  std::string beyond = {};   // masks and palette
  std::string pixels = {};
  int gap = 0;  // bytes between the palette and the pixels

  [[nodiscard]] std::string bytes() const {
    const bool os2 = header == 12;
    std::string information = little_endian(header, 4);
    information += little_endian(static_cast<std::uint64_t>(width), os2 ? 2 : 4);
    information += little_endian(static_cast<std::uint64_t>(height), os2 ? 2 : 4);
    information += little_endian(1, 2) + little_endian(static_cast<std::uint64_t>(bits), 2);
    if (!os2) {
      information += little_endian(compression, 4) + std::string(12, '\0') +
                     little_endian(colors, 4) + std::string(4, '\0');
    }
    information += beyond + std::string(static_cast<std::size_t>(gap), '\xEE');
    const std::size_t start = 14 + information.size();
    return "BM" + little_endian(start + pixels.size(), 4) + std::string(4, '\0') +
           little_endian(start, 4) + information + pixels;
  }
};

std::vector<int> pixels_of(const std::string& bytes) {
  const RgbImage photo = decode_photo(test::bytes_of(bytes), "a.bmp", Orientation::kUpright);
  return {photo.bytes().begin(), photo.bytes().end()};
}

std::string refusal(const std::string& bytes) {
  const auto error = test::error_of([&] { static_cast<void>(pixels_of(bytes)); });
  return error ? error->what() : "accepted";
}

std::string masks(std::uint32_t red, std::uint32_t green, std::uint32_t blue) {
  return little_endian(red, 4) + little_endian(green, 4) + little_endian(blue, 4);
}

// Blue, green, red; rows from the bottom, each padded to 4 bytes.
const std::string kFour = "\1\2\3\4\5\6\xEE\xEE\x0A\x0B\x0C\x0D\x0E\x0F\xEE\xEE"s;

TEST_CASE("BMP: rows come from the bottom, padded, and colours as blue, green, red") {
  CHECK(pixels_of(Bmp{.pixels = kFour}.bytes()) ==
        std::vector<int>{12, 11, 10, 15, 14, 13, 3, 2, 1, 6, 5, 4});
}

TEST_CASE("BMP: of a negative height, rows come from the top") {
  CHECK(pixels_of(Bmp{.height = -2, .pixels = kFour}.bytes()) ==
        std::vector<int>{3, 2, 1, 6, 5, 4, 12, 11, 10, 15, 14, 13});
}

TEST_CASE("BMP: pixels lie where the header says, and what follows them is not looked at") {
  CHECK(pixels_of(Bmp{.pixels = kFour, .gap = 7}.bytes() + "more") ==
        pixels_of(Bmp{.pixels = kFour}.bytes()));
}

TEST_CASE("BMP: bits of a palette's pixels run from the highest, behind its last colour is black") {
  // Two colours of four that 4 bits could name: red and (1, 2, 3).
  const Bmp file{.height = 1,
                 .bits = 4,
                 .colors = 2,
                 .beyond = "\0\0\xFF\0\3\2\1\0"s,
                 .pixels = "\x10\0\0\0"s};
  CHECK(pixels_of(file.bytes()) == std::vector<int>{1, 2, 3, 255, 0, 0});
  Bmp beyond = file;
  beyond.pixels = "\x2F\0\0\0"s;
  CHECK(pixels_of(beyond.bytes()) == std::vector<int>{0, 0, 0, 0, 0, 0});
}

TEST_CASE("BMP: OS/2's palette has three bytes a colour, and none for how many") {
  const Bmp file{.header = 12,
                 .height = 1,
                 .bits = 1,
                 .beyond = "\3\2\1\x0C\x0B\x0A"s,
                 .pixels = "\x40\0\0\0"s};
  CHECK(pixels_of(file.bytes()) == std::vector<int>{1, 2, 3, 10, 11, 12});
}

TEST_CASE("BMP: channels of any width are stretched to 0 … 255") {
  // 5, 6 and 5 bits: all set in the first pixel, one unit each in the second.
  const Bmp file{.height = 1,
                 .bits = 16,
                 .compression = kMasks,
                 .beyond = masks(0xF800, 0x07E0, 0x001F),
                 .pixels = "\xFF\xFF\x21\x08"s};
  CHECK(pixels_of(file.bytes()) == std::vector<int>{255, 255, 255, 8, 4, 8});
}

TEST_CASE("BMP: a channel of all 32 bits does not overflow, and one without a mask is 0") {
  const Bmp file{.width = 1,
                 .height = 1,
                 .bits = 32,
                 .compression = kMasks,
                 .beyond = masks(0xFFFFFFFF, 0, 0x3),
                 .pixels = "\2\0\0\x80"s};
  CHECK(pixels_of(file.bytes()) == std::vector<int>{127, 0, 170});  // 2 of 3 blue
}

TEST_CASE("BMP: opacity is honoured where a mask says where it is") {
  const std::string rgba = masks(0xFF0000, 0xFF00, 0xFF) + little_endian(0xFF000000, 4);
  Bmp file{.width = 1,
           .height = 1,
           .bits = 32,
           .compression = kMasksWithAlpha,
           .beyond = rgba,
           .pixels = "\0\0\xFF\x33"s};  // red, a fifth of it
  CHECK(pixels_of(file.bytes()) == std::vector<int>{255, 204, 204});
  file.header = 56;  // this header has the mask as well
  file.compression = kMasks;
  CHECK(pixels_of(file.bytes()) == std::vector<int>{255, 204, 204});
  file.header = 40;  // this one has not: the byte means nothing
  CHECK(pixels_of(file.bytes()) == std::vector<int>{255, 0, 0});
}

TEST_CASE("BMP: 32 bits without masks have no opacity") {
  const Bmp file{.width = 1, .height = 1, .bits = 32, .pixels = "\3\2\1\0"s};
  CHECK(pixels_of(file.bytes()) == std::vector<int>{1, 2, 3});
}

TEST_CASE("BMP: what contradicts itself is refused with the reason") {
  const auto because = [](const std::string& reason) {
    return "a.bmp: cannot be decoded as BMP: " + reason;
  };
  for (const std::uint32_t header : {0U, 11U, 13U, 39U, 125U, 0xFFFFFFFFU}) {
    CHECK(refusal(Bmp{.header = header, .pixels = kFour}.bytes()) ==
          because("its header is of no known kind"));
  }
  for (const int bits : {0, 15, 48}) {
    CHECK(refusal(Bmp{.bits = bits, .pixels = kFour}.bytes()) ==
          because("it has " + std::to_string(bits) + " bits a pixel"));
  }
  CHECK(refusal(Bmp{.compression = 1, .pixels = kFour}.bytes()) ==
        because("its run lengths are not of 24 bits"));
  CHECK(refusal(Bmp{.bits = 8, .compression = kMasks, .beyond = masks(1, 2, 4)}.bytes()) ==
        because("it has masks, but a palette"));
  CHECK(refusal(Bmp{.bits = 16, .compression = kMasks, .beyond = masks(0x5, 0, 0)}.bytes()) ==
        because("its colour masks have gaps"));
  CHECK(refusal(Bmp{.width = 0}.bytes()) == because("a side without any pixels"));
  CHECK(refusal(Bmp{.height = INT32_MIN, .pixels = kFour}.bytes()) ==
        "a.bmp: 2 x 2147483648 pixels are more than the 268 million that are read");
}

TEST_CASE("BMP: a file cut off anywhere ends too early") {
  const std::string whole = Bmp{.pixels = kFour}.bytes();
  for (std::size_t size = 2; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK(test::contains(refusal(whole.substr(0, size)), "the file ends too early"));
  }
}

TEST_CASE("BMP: kinds that are not read are not called damaged") {
  const auto kind = [](const std::string& what) {
    return "a.bmp: this kind of BMP is not read: " + what;
  };
  CHECK(refusal(Bmp{.compression = 4}.bytes()) == kind("it holds a JPEG file"));
  CHECK(refusal(Bmp{.compression = 5}.bytes()) == kind("it holds a PNG file"));
  CHECK(refusal(Bmp{.compression = 11}.bytes()) == kind("compression 11"));
  CHECK(refusal(Bmp{.bits = 2, .pixels = kFour}.bytes()) == kind("it has 2 bits a pixel"));
  const auto error =
      test::error_of([] { static_cast<void>(pixels_of(Bmp{.compression = 4}.bytes())); });
  REQUIRE(error.has_value());
  CHECK(error->hint() == "the file is in order; convert it to JPEG or PNG with 8 bits a channel");
}

// The index of each pixel, of a file whose palette has the index itself as red.
std::vector<int> indices_of(int width, std::int64_t height, int bits, const std::string& runs) {
  std::string palette;
  for (int i = 0; i < 1 << bits; ++i)
    palette += std::string(2, '\0') + little_endian(static_cast<std::uint64_t>(i), 2);
  const auto rgb = pixels_of(Bmp{.width = width,
                                 .height = height,
                                 .bits = bits,
                                 .compression = bits == 8 ? 1U : 2U,
                                 .beyond = palette,
                                 .pixels = runs}
                                 .bytes());
  std::vector<int> indices;
  for (std::size_t i = 0; i < rgb.size(); i += 3) indices.push_back(rgb[i]);
  return indices;
}

TEST_CASE("BMP: run lengths of 8 bits, and indices as they are") {
  CHECK(indices_of(4, 2, 8, "\3\7\1\x09\0\0\0\3\1\2\3\xEE\1\4\0\1"s) ==
        std::vector<int>{1, 2, 3, 4, 7, 7, 7, 9});
  // The last row need have no end; what is beyond a row's end is not drawn.
  CHECK(indices_of(2, 1, 8, "\2\7"s) == std::vector<int>{7, 7});
  CHECK(indices_of(2, 1, 8, "\5\7\0\1"s) == std::vector<int>{7, 7});
}

TEST_CASE("BMP: run lengths of 4 bits take two indices by turns") {
  CHECK(indices_of(5, 1, 4, "\5\x12\0\1"s) == std::vector<int>{1, 2, 1, 2, 1});
  CHECK(indices_of(5, 1, 4, "\0\5\x12\x34\x50\xEE\0\1"s) == std::vector<int>{1, 2, 3, 4, 5});
}

TEST_CASE("BMP: what run lengths step over has the first colour") {
  CHECK(indices_of(3, 2, 8, "\0\2\1\1\2\5\0\1"s) == std::vector<int>{0, 5, 5, 0, 0, 0});
  CHECK(indices_of(2, 2, 8, "\0\1"s) == std::vector<int>{0, 0, 0, 0});
  CHECK(indices_of(2, 2, 8, "\0\2\xFF\xFF\1\1"s) == std::vector<int>{0, 0, 0, 0});
}

TEST_CASE("BMP: run lengths that end before the picture are cut off") {
  const std::string whole = "\3\7\1\x09\0\0\0\3\1\2\3\xEE\1\4"s;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    const Bmp file{.width = 4,
                   .bits = 8,
                   .compression = 1,
                   .beyond = std::string(1024, '\0'),
                   .pixels = whole.substr(0, size)};
    CHECK(refusal(file.bytes()) == "a.bmp: cannot be decoded as BMP: the file ends too early");
  }
}

}  // namespace
}  // namespace vitviz::image
