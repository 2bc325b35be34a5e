// SPDX-License-Identifier: Apache-2.0
// What lies between, before and behind the parts of a JPEG file.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>

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

using namespace std::string_literals;

constexpr std::size_t kStart = 2;  // behind the mark of the start: where segments begin

std::string photo_file(const std::string& name) {
  return test::text_of(test::read_bytes(test::reference("image/photos") / name));
}

RgbImage decoded(const std::string& file, Orientation orientation = Orientation::kUpright) {
  return decode_photo(test::bytes_of(file), "a.jpg", orientation);
}

bool same(const RgbImage& a, const RgbImage& b) {
  return a.size() == b.size() && std::equal(a.bytes().begin(), a.bytes().end(), b.bytes().begin());
}

std::string segment(char marker, const std::string& content) {
  return "\xFF"s + marker + test::big_endian(content.size() + 2, 2) + content;
}

std::string exif(unsigned orientation) {
  const auto block = test::exif_block(/*little=*/true, test::kExifShort, 1, orientation);
  return segment('\xE1', "Exif\0\0"s + test::text_of(block));
}

std::string with(const std::string& file, const std::string& segments) {
  return file.substr(0, kStart) + segments + file.substr(kStart);
}

// Whether it was turned by a quarter.
bool is_turned(const RgbImage& photo, const RgbImage& stored) {
  return photo.width() == stored.height() && photo.height() == stored.width();
}

TEST_CASE("JPEG: other segments before the EXIF block do not hide it") {
  const std::string plain = photo_file("gray.jpg");
  const RgbImage stored = decoded(plain);
  REQUIRE(stored.width() != stored.height());
  const std::string xmp = segment('\xE1', "http://ns.adobe.com/xap/1.0/\0<x/>"s);
  CHECK(is_turned(decoded(with(plain, exif(6))), stored));
  CHECK(is_turned(decoded(with(plain, xmp + exif(6))), stored));
  CHECK(same(decoded(with(plain, xmp)), stored));
  CHECK(same(decoded(with(plain, exif(6)), Orientation::kStored), stored));
}

TEST_CASE("JPEG: of two EXIF blocks the first counts, and half a mark is none") {
  const std::string plain = photo_file("gray.jpg");
  const RgbImage stored = decoded(plain);
  CHECK(is_turned(decoded(with(plain, exif(6) + exif(1))), stored));
  CHECK(same(decoded(with(plain, exif(1) + exif(6))), stored));
  CHECK(same(decoded(with(plain, segment('\xE1', "Exif"))), stored));
  CHECK(same(decoded(with(plain, segment('\xE1', ""))), stored));
}

TEST_CASE("JPEG: what a camera adds behind the end is not looked at") {
  const std::string plain = photo_file("chroma_420.jpg");
  CHECK(same(decoded(plain + std::string(1000, '\xFF') + "a film"), decoded(plain)));
}

TEST_CASE("JPEG: bytes between two segments are stepped over, as by Pillow") {
  const std::string plain = photo_file("chroma_420.jpg");
  std::string stray = plain;
  stray.insert(plain.find("\xFF\xDB"s), "stray");
  CHECK(same(decoded(stray), decoded(plain)));
}

TEST_CASE("JPEG: pixels that are missing are not painted grey") {
  // Where the coded pixels of the one scan begin: behind its segment.
  const std::string plain = photo_file("chroma_420.jpg");
  const std::size_t scan = plain.find("\xFF\xDA"s);
  REQUIRE(scan != std::string::npos);
  const std::size_t pixels = scan + 2 + 256 * static_cast<unsigned char>(plain[scan + 2]) +
                             static_cast<unsigned char>(plain[scan + 3]);
  const std::string none = plain.substr(0, pixels) + "\xFF\xD9"s;
  const auto error = test::error_of([&] { static_cast<void>(decoded(none)); });
  REQUIRE(error.has_value());
  CHECK(test::contains(error->what(), "a.jpg: cannot be decoded as JPEG: "));
}

TEST_CASE("JPEG: a kind of coding that libjpeg does not know is refused in its own words") {
  std::string lossless = photo_file("gray.jpg");
  const std::size_t frame = lossless.find("\xFF\xC0"s);
  REQUIRE(frame != std::string::npos);
  lossless[frame + 1] = '\xC3';
  const auto error = test::error_of([&] { static_cast<void>(decoded(lossless)); });
  REQUIRE(error.has_value());
  CHECK(error->what() ==
        "a.jpg: this kind of JPEG is not read: Unsupported JPEG process: SOF type 0xc3"s);
}

TEST_CASE("JPEG: twelve bits a sample are another kind, no damage") {
  std::string deep = photo_file("gray.jpg");
  const std::size_t frame = deep.find("\xFF\xC0"s);
  REQUIRE(frame != std::string::npos);
  deep[frame + 4] = 12;
  const auto error = test::error_of([&] { static_cast<void>(decoded(deep)); });
  REQUIRE(error.has_value());
  CHECK(error->what() ==
        "a.jpg: this kind of JPEG is not read: Unsupported JPEG data precision 12"s);
  CHECK_FALSE(test::contains(error->hint(), "damaged"));
}

// Begins with `start`, ends behind 2 GiB, and counts what is read of it.
class LongSource : public PhotoSource {
 public:
  LongSource(std::string start, std::size_t& most_read)
      : start_(std::move(start)), most_read_(most_read) {}

  [[nodiscard]] std::size_t size() const override { return std::size_t{1} << 31; }
  [[nodiscard]] std::size_t read(std::size_t at, std::span<std::byte> to) const override {
    for (std::size_t i = 0; i < to.size(); ++i) {
      to[i] = at + i < start_.size() ? static_cast<std::byte>(start_[at + i]) : std::byte{0};
    }
    most_read_ = std::max(most_read_, at + to.size());
    return to.size();
  }

 private:
  std::string start_;
  std::size_t& most_read_;
};

TEST_CASE("JPEG: a file that only begins like one is not searched for the rest") {
  const std::string before_scan =
      photo_file("gray.jpg").substr(0, photo_file("gray.jpg").find("\xFF\xDA"s));
  const std::string stuffed = "\xFF\xD8"s + [] {
    std::string zeros;
    for (int i = 0; i < 200'000; ++i) zeros += "\xFF\0"s;
    return zeros;
  }();
  for (const std::string& start : {"\xFF\xD8\xFF"s, "\xFF\xD8\xFF\xE0"s, before_scan, stuffed}) {
    std::size_t most_read = 0;
    const auto error = test::error_of([&] {
      static_cast<void>(PhotoFile(std::make_unique<LongSource>(start, most_read), "sparse.jpg",
                                  Orientation::kUpright));
    });
    REQUIRE(error.has_value());
    CHECK(test::contains(error->what(), "sparse.jpg: cannot be decoded as JPEG: "));
    CHECK(most_read <= 4 * std::size_t{64} * 1024);
  }
}

TEST_CASE("JPEG: long segments and many of them are stepped over") {
  const std::string plain = photo_file("gray.jpg");
  std::string segments;
  for (const char marker : {'\xE1', '\xE2', '\xFE'}) {
    for (int i = 0; i < 3; ++i) segments += segment(marker, std::string(0xFFFF - 2, ' '));
  }
  CHECK(same(decoded(with(plain, segments)), decoded(plain)));
  // Their ends lie everywhere in what is read at a time.
  for (int shift = 1; shift < 8; ++shift) {
    const std::string before = segment('\xE2', std::string(static_cast<std::size_t>(shift), ' '));
    CHECK(same(decoded(with(plain, before + segments)), decoded(plain)));
  }
}

}  // namespace
}  // namespace vitviz::image
