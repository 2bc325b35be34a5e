// SPDX-License-Identifier: Apache-2.0
// The chunks of a PNG file beside its pixels.
#include <algorithm>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <zlib.h>

#include "image/photo.h"
#include "support/bytes_of.h"
#include "support/exif_orientation.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::image {
namespace {

using namespace std::string_literals;

std::string photo_file(const std::string& name) {
  return test::text_of(test::read_bytes(test::reference("image/photos") / name));
}

RgbImage decoded(const std::string& file) {
  return decode_photo(test::bytes_of(file), "a.png", Orientation::kUpright);
}

bool same(const RgbImage& a, const RgbImage& b) {
  return a.size() == b.size() && std::equal(a.bytes().begin(), a.bytes().end(), b.bytes().begin());
}

std::string chunk(const std::string& type, const std::string& data) {
  const std::string checked = type + data;
  const uLong sum =
      crc32(0, reinterpret_cast<const Bytef*>(checked.data()), static_cast<uInt>(checked.size()));
  return test::big_endian(data.size(), 4) + checked + test::big_endian(sum, 4);
}

// `added` before the chunk of this type.
std::string with(const std::string& file, std::string_view type, const std::string& added) {
  const std::size_t at = file.find(type);
  REQUIRE(at != std::string::npos);
  return file.substr(0, at - 4) + added + file.substr(at - 4);
}

std::string refusal(const std::string& file) {
  const auto error = test::error_of([&] { static_cast<void>(decoded(file)); });
  return error ? error->what() : "accepted";
}

std::string exif(unsigned orientation) {
  return chunk("eXIf", test::text_of(test::exif_block(true, test::kExifShort, 1, orientation)));
}

TEST_CASE("PNG: notes on colours and texts leave the pixels as they are, as in Pillow") {
  const std::string plain = photo_file("rgb_8.png");
  const RgbImage pixels = decoded(plain);
  for (const std::string& note :
       {chunk("gAMA", test::big_endian(100'000, 4)), chunk("gAMA", test::big_endian(22'727, 4)),
        chunk("sRGB", "\0"s), chunk("tEXt", "Title\0a"s), chunk("pHYs", std::string(9, '\1')),
        chunk("iCCP", "name\0\0no profile"s), chunk("teSt", "unknown to all")}) {
    CHECK(same(decoded(with(plain, "IDAT", note)), pixels));
  }
}

TEST_CASE("PNG: a suggested background is not painted: the ground is white") {
  const std::string plain = photo_file("rgba_8.png");
  const std::string red = with(plain, "IDAT", chunk("bKGD", "\0\xFF\0\0\0\0"s));
  CHECK(same(decoded(red), decoded(plain)));
}

TEST_CASE("PNG: the orientation may be noted before the pixels or behind them") {
  const std::string plain = photo_file("rgb_8.png");
  const RgbImage stored = decoded(plain);
  REQUIRE(stored.width() != stored.height());
  CHECK(decoded(with(plain, "IDAT", exif(6))).width() == stored.height());
  CHECK(decoded(with(plain, "IEND", exif(6))).width() == stored.height());
  CHECK(same(decoded(with(plain, "IDAT", exif(1))), stored));
}

TEST_CASE("PNG: pixels may come in any number of chunks, and nothing behind the end counts") {
  const std::string plain = photo_file("rgb_8.png");
  const std::size_t at = plain.find("IDAT");
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(plain[at - 4 + i]); };
  const std::size_t size = std::size_t{byte(2)} * 256 + byte(3);
  const std::string data = plain.substr(at + 4, size);
  std::string split;
  for (const char part : data) split += chunk("IDAT", std::string(1, part));
  const std::string rest = plain.substr(at + 4 + size + 4);
  CHECK(same(decoded(plain.substr(0, at - 4) + split + rest + "more"), decoded(plain)));
}

TEST_CASE("PNG: a chunk that is damaged or must be known is refused, a note is passed over") {
  const std::string plain = photo_file("rgb_8.png");
  std::string pixels = plain;
  pixels[plain.find("IEND") - 5] ^= '\1';  // the last byte of the checksum before it
  CHECK(refusal(pixels) == "a.png: cannot be decoded as PNG: IDAT: CRC error");
  CHECK(test::contains(refusal(with(plain, "IDAT", chunk("TEST", "x"))), "unhandled critical"));
  std::string note = chunk("tEXt", "Title\0a"s);
  note.back() ^= '\1';
  CHECK(same(decoded(with(plain, "IDAT", note)), decoded(plain)));
}

TEST_CASE("PNG: rows that are missing are refused") {
  const std::string plain = photo_file("gray_8.png");
  const std::size_t header = plain.find("IHDR");
  std::string higher = plain.substr(header, 4 + 13);
  higher[4 + 7] = static_cast<char>(higher[4 + 7] + 1);  // the height's lowest byte
  const std::string file =
      plain.substr(0, header - 4) + chunk("IHDR", higher.substr(4)) + plain.substr(header + 21);
  CHECK(refusal(file) != "accepted");
}

}  // namespace
}  // namespace vitviz::image
