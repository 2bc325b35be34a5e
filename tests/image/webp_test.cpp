// SPDX-License-Identifier: Apache-2.0
// WebP files put together by hand around the pixels of lossless.webp.
#include <algorithm>
#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "image/photo.h"
#include "image/photo_file.h"
#include "support/bytes_of.h"
#include "support/exif_orientation.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::image {
namespace {

using test::little_endian;

constexpr unsigned kAnimated = 0x02;  // flags of a file of several chunks
constexpr unsigned kHasExif = 0x08;

std::string chunk(const std::string& name, const std::string& data) {
  return name + little_endian(data.size(), 4) + data + std::string(data.size() % 2, '\0');
}

std::string webp(const std::string& chunks) {
  return "RIFF" + little_endian(chunks.size() + 4, 4) + "WEBP" + chunks;
}

// The one chunk of lossless.webp, which has 21 × 13 pixels.
std::string pixels_chunk() {
  const auto file = test::read_bytes(test::reference("image/photos/lossless.webp"));
  return test::text_of(std::span(file).subspan(12));
}
constexpr Size kPixels = {21, 13};

std::string header(unsigned flags, Size canvas) {
  return chunk("VP8X", little_endian(flags, 4) +
                           little_endian(static_cast<std::uint64_t>(canvas.width - 1), 3) +
                           little_endian(static_cast<std::uint64_t>(canvas.height - 1), 3));
}

// An animation whose first frame is those pixels at (x, y), which are even.
std::string animation(Size canvas, unsigned x, unsigned y) {
  const std::string place = little_endian(x / 2, 3) + little_endian(y / 2, 3) +
                            little_endian(kPixels.width - 1, 3) +
                            little_endian(kPixels.height - 1, 3);
  return webp(header(kAnimated, canvas) + chunk("ANIM", little_endian(0, 6)) +
              chunk("ANMF", place + little_endian(100, 3) + little_endian(0, 1) + pixels_chunk()));
}

RgbImage decoded(const std::string& file) {
  return decode_photo(test::bytes_of(file), "a.webp", Orientation::kUpright);
}

std::string refusal(const std::string& file) {
  const auto error = test::error_of([&] { static_cast<void>(decoded(file)); });
  return error ? error->what() : "accepted";
}

TEST_CASE("WebP: a first frame smaller than the canvas lies on white, at its place") {
  const RgbImage frame = decoded(webp(pixels_chunk()));
  REQUIRE(frame.size() == kPixels);
  const RgbImage canvas = decoded(animation({30, 20}, 6, 4));
  REQUIRE(canvas.size() == Size{30, 20});
  int wrong = 0;
  for (int y = 0; y < 20; ++y) {
    for (int i = 0; i < 3 * 30; ++i) {
      const int x = i / 3 - 6;
      const bool inside = x >= 0 && x < kPixels.width && y >= 4 && y < 4 + kPixels.height;
      const int want = inside ? frame.row(y - 4)[static_cast<std::size_t>(i - 18)] : 255;
      wrong += canvas.row(y)[static_cast<std::size_t>(i)] != want ? 1 : 0;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("WebP: a frame that leaves the canvas is refused") {
  CHECK(refusal(animation({26, 16}, 4, 2)) == "accepted");
  CHECK(refusal(animation({26, 17}, 6, 4)) != "accepted");
  CHECK(refusal(animation({27, 16}, 6, 4)) != "accepted");
}

TEST_CASE("WebP: the orientation is that of the EXIF chunk, if it has one") {
  const auto exif = [](unsigned orientation) {
    return chunk("EXIF", test::text_of(test::exif_block(true, test::kExifShort, 1, orientation)));
  };
  const std::string start = header(kHasExif, kPixels) + pixels_chunk();
  CHECK(decoded(webp(start + exif(6))).size() == Size{kPixels.height, kPixels.width});
  CHECK(decoded(webp(start + exif(2))).size() == kPixels);
  CHECK(decoded(webp(start + chunk("EXIF", "II"))).size() == kPixels);
}

TEST_CASE("WebP: pixels that are damaged are refused, whether they have opacity or not") {
  std::string opaque = pixels_chunk();
  opaque[8] = '\0';  // the signature of lossless pixels
  CHECK(test::contains(refusal(webp(opaque)), "a.webp: cannot be decoded as WebP: "));
  auto bytes = test::read_bytes(test::reference("image/photos/lossless_alpha.webp"));
  for (std::size_t i = 25; i < bytes.size(); ++i) bytes[i] = std::byte{0xFF};
  CHECK(test::contains(refusal(test::text_of(bytes)),
                       "a.webp: cannot be decoded as WebP: its compressed data are broken"));
}

// The first bytes of lossless pixels: a signature, and 14 bits for each side, less one.
std::string promise_of(Size size) {
  const auto side = [](int pixels) { return static_cast<std::uint64_t>(pixels - 1); };
  std::string promise(1, '\x2F');
  promise += little_endian(side(size.width) | side(size.height) << 14, 4);
  return promise;
}

// No transform, no colour cache, one code for the whole picture, and of each of its five alphabets
// the first symbol alone, which takes no bits: all pixels are black, in 34 bytes.
std::string black(Size size) {
  constexpr std::uint64_t kOneSymbol = 1;  // of one bit, 0: 4 bits in all
  std::uint64_t codes = 0;
  for (int i = 0; i < 5; ++i) codes |= kOneSymbol << (4 * i);
  const std::string coded = little_endian(codes << 3, 4) + std::string(5, '\0');
  return webp(chunk("VP8L", promise_of(size) + coded));
}

TEST_CASE("WebP: one colour is a picture, however few bytes it takes") {
  constexpr Size kLarge{4100, 4100};  // more than 2^24 pixels
  const std::string file = black(kLarge);
  CHECK(file.size() == 34);
  const RgbImage photo = decoded(file);
  CHECK(photo.size() == kLarge);
  CHECK(std::all_of(photo.bytes().begin(), photo.bytes().end(), [](auto v) { return v == 0; }));
}

TEST_CASE("WebP: what a picture of few bytes takes is known before it is decoded") {
  constexpr Size kLargest{16384, 16384};
  const std::string file = black(kLargest);
  const auto bytes = test::bytes_of(file);
  const PhotoFile photo(std::make_unique<MemorySource>(bytes), "a.webp", Orientation::kUpright);
  CHECK(photo.bytes_whole() > 7 * pixel_count(kLargest));  // with libwebp's 32-bit pixels
}

TEST_CASE("WebP: where few bytes are no picture, its pixels are not waited for") {
  const std::string bomb = webp(chunk("VP8L", promise_of({16384, 16384}) + std::string(9, '\0')));
  CHECK(refusal(bomb) ==
        "a.webp: cannot be decoded as WebP: its compressed data are broken or incomplete");
}

TEST_CASE("WebP: a file too long for its pixels is refused before it is read") {
  const test::TemporaryFolder folder;
  const auto path = folder / "sparse.webp";
  constexpr std::uint32_t kLength = 1U << 31;
  const std::string head = "RIFF" + little_endian(kLength - 8, 4) + "WEBPVP8L" +
                           little_endian(kLength - 20, 4) + promise_of({10, 10});
  test::write_bytes(path, test::bytes_of(head));
  std::filesystem::resize_file(path, kLength);
  const auto error =
      test::error_of([&] { static_cast<void>(read_photo(path, Orientation::kUpright)); });
  REQUIRE(error.has_value());
  CHECK(test::contains(error->what(), "2147483648 bytes are too many for a picture of 10 x 10"));
}

}  // namespace
}  // namespace vitviz::image
