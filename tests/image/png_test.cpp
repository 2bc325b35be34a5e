// SPDX-License-Identifier: Apache-2.0
// The chunks of a PNG file beside its pixels.
#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <zlib.h>

#include "image/photo_file.h"
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

std::string compressed(const std::string& rows) {
  std::string stream(compressBound(rows.size()), '\0');
  uLongf length = stream.size();
  compress(reinterpret_cast<Bytef*>(stream.data()), &length,
           reinterpret_cast<const Bytef*>(rows.data()), rows.size());
  stream.resize(length);
  return stream;
}

// A grey picture with this stream, in one chunk or several.
std::string gray_file(Size size, const std::string& stream,
                      std::size_t chunk_size = std::size_t{1} << 20) {
  std::string file = "\x89PNG\r\n\x1A\n"s;
  file += chunk("IHDR", test::big_endian(static_cast<std::size_t>(size.width), 4) +
                            test::big_endian(static_cast<std::size_t>(size.height), 4) +
                            "\x08\0\0\0\0"s);
  for (std::size_t at = 0; at < stream.size(); at += chunk_size) {
    file += chunk("IDAT", stream.substr(at, chunk_size)) + chunk("IDAT", "");
  }
  return file + chunk("IEND", "");
}

// A grey picture of 300 x 200 pixels, its stream changed by `damage`, in one chunk or several.
std::string gray_picture(const std::function<void(std::string& stream)>& damage,
                         std::size_t chunk_size = std::size_t{1} << 20) {
  std::string rows;
  for (int y = 0; y < 200; ++y) {
    rows += '\0';  // no filter
    for (int x = 0; x < 300; ++x) rows += static_cast<char>((x * y + x % 7) & 0xFF);
  }
  std::string stream = compressed(rows);
  damage(stream);
  return gray_file({300, 200}, stream, chunk_size);
}

// Of noise, which zlib cannot compress much, row by row.
std::string gray_noise(Size size) {
  std::mt19937 noise(1);
  std::string rows;
  for (int y = 0; y < size.height; ++y) {
    rows += '\0';  // no filter
    for (int x = 0; x < size.width; ++x) rows += static_cast<char>(noise() % 200);
  }
  return rows;
}

TEST_CASE("PNG: the last pixels may come when all data are read") {
  // Rows of 65,536 bytes, one more than a block of what is decompressed, or of 2 · 65,535 + 2.
  for (const Size size : {Size{255, 256}, Size{1023, 128}}) {
    CAPTURE(size.width);
    const std::string rows = gray_noise(size);
    const auto width = static_cast<std::size_t>(size.width);
    const RgbImage picture = decoded(gray_file(size, compressed(rows)));
    REQUIRE(picture.size() == size);
    for (int y = 0; y < size.height; y += 15) {
      const std::size_t row = static_cast<std::size_t>(y) * (width + 1) + 1;
      for (std::size_t x = 0; x < width; ++x) {
        REQUIRE(picture.row(y)[3 * x] == static_cast<std::uint8_t>(rows[row + x]));
      }
    }
  }
}

TEST_CASE("PNG: the compressed stream is whole, or it is refused") {
  const std::string plain = gray_picture([](std::string&) {});
  const RgbImage pixels = decoded(plain);
  REQUIRE(pixels.size() == Size{300, 200});
  CHECK(pixels.row(150)[3 * 201] == ((201 * 150 + 201 % 7) & 0xFF));
  CHECK(same(decoded(gray_picture([](std::string&) {}, 1)), pixels));
  CHECK(same(decoded(gray_picture([](std::string& stream) { stream += "more"; }, 1000)), pixels));

  const std::string start = "a.png: cannot be decoded as PNG: ";
  CHECK(refusal(gray_picture([](std::string& stream) { stream.back() ^= '\1'; })) ==
        start + "its compressed data do not match their checksum");
  CHECK(refusal(gray_picture([](std::string& stream) { stream[300] ^= '\x55'; })) != "accepted");
  CHECK(refusal(gray_picture([](std::string& stream) { stream[1] = '\x20'; })) ==
        start + "its compressed data are broken");  // asks for a dictionary
  CHECK(refusal(gray_picture([](std::string& stream) { stream.resize(stream.size() / 2); })) ==
        start + "Not enough image data");
  CHECK(refusal(gray_picture([](std::string& stream) { stream.clear(); })) != "accepted");
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

// What reading the file leaves to say.
std::vector<std::string> notes_on(const std::string& bytes) {
  const std::vector<std::byte> file = test::bytes_of(bytes);
  PhotoFile photo(std::make_unique<MemorySource>(file), "a.png", Orientation::kUpright);
  static_cast<void>(photo.read());
  return photo.notes();
}

TEST_CASE("PNG: a file that is cut off behind its last row is drawn, with a note") {
  for (const std::string name : {"rgb_8.png", "palette_4_transparent.png", "gray_16.png"}) {
    CAPTURE(name);
    const std::string whole = photo_file(name);
    CHECK(notes_on(whole).empty());
    constexpr std::size_t kEnd = 12;  // IEND
    constexpr std::size_t kSum = 4;   // of the last chunk of pixels
    for (std::size_t missing = 1; missing <= kEnd + kSum; ++missing) {
      CAPTURE(missing);
      const std::string cut = whole.substr(0, whole.size() - missing);
      CHECK(same(decoded(cut), decoded(whole)));
      REQUIRE(notes_on(cut).size() == 1);
      CHECK(notes_on(cut)[0] ==
            "its end is missing, behind the last pixel: it may have been cut off");
    }
  }
}

}  // namespace
}  // namespace vitviz::image
