// SPDX-License-Identifier: Apache-2.0
// Files that are no photos, cut off, damaged or hostile: always an Error(kInput), never a crash.
#include <chrono>
#include <random>

#include <doctest/doctest.h>
#include <malloc.h>
#include <sys/stat.h>

#include "base/error.h"
#include "image/photo.h"
#include "image/photo_format.h"
#include "pixels_near.h"
#include "support/temporary_folder.h"

namespace vitviz::test {
namespace {

using Bytes = std::vector<std::byte>;
using image::Orientation;

const char* const kOneOfEach[] = {"chroma_420.jpg", "progressive.jpg", "rgba_8_interlaced.png",
                                  "lossy.webp",     "lossless.webp",   "tiff_lzw.tif",
                                  "tiles.tif",      "rgb.bmp",         "palette_4.bmp",
                                  "max_1000_6.ppm", "bits_4.pbm",      "interlaced.gif",
                                  "pillow.gif"};

Bytes photo_bytes(const std::string& name) { return read_bytes(reference("image/photos") / name); }

// The message and hint of the error, or "" when it is a picture. Any other exception escapes.
std::string error_of(std::span<const std::byte> bytes) {
  try {
    static_cast<void>(image::decode_photo(bytes, "a\nphoto", Orientation::kUpright));
    return "";
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kInput);
    return std::string(error.what()) + " | " + error.hint();
  }
}

std::string error_of_text(std::string_view text) {
  return error_of(std::as_bytes(std::span(text)));
}

std::string error_of_file(const std::filesystem::path& path) {
  try {
    static_cast<void>(image::read_photo(path, Orientation::kUpright));
    return "";
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kInput);
    return error.what();
  }
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// The checksum behind the pixels of a PNG file, and its IEND chunk, without which it is drawn
// (png_test).
constexpr std::size_t kPngEnd = 16;

// The pixels of a photo, or nothing where it is refused.
std::vector<std::uint8_t> pixels_of(const Bytes& bytes) {
  if (error_of(bytes) != "") return {};
  const auto photo = image::decode_photo(bytes, "a", Orientation::kUpright);
  return {photo.bytes().begin(), photo.bytes().end()};
}

TEST_CASE("a photo that is cut off is refused, wherever it is cut") {
  for (const std::string name : kOneOfEach) {
    CAPTURE(name);
    const Bytes whole = photo_bytes(name);
    const std::vector<std::uint8_t> pixels = pixels_of(whole);
    REQUIRE_FALSE(pixels.empty());
    for (std::size_t length = 0; length < whole.size(); ++length) {
      CAPTURE(length);
      // The exact copy lets the address sanitizer see every byte read beyond the end.
      const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
      const std::vector<std::uint8_t> shown = pixels_of(part);
      // What follows the (first) pixels of a TIFF or GIF file may be missing without harm.
      const bool lacks_end = name.ends_with("png") && length >= whole.size() - kPngEnd;
      const bool may_lack_end = name.ends_with("tif") || name.ends_with("gif");
      const bool harmless = (may_lack_end || lacks_end) && shown == pixels;
      CHECK((shown.empty() || harmless));
    }
  }
}

TEST_CASE("half a TIFF file is refused") {
  for (const char* name : {"raw.tif", "tiff_lzw.tif", "tiles.tif", "rgb_16_big.tif"}) {
    const Bytes whole = photo_bytes(name);
    CHECK(error_of(std::span(whole).first(whole.size() / 2)) != "");
  }
}

// The pixels of a photo, or what is said of it, with memory that is `filling` where nothing was
// written to it.
std::string outcome_of(const Bytes& bytes, int filling) {
  mallopt(M_PERTURB, filling);
  std::string outcome;
  try {
    const auto photo = image::decode_photo(bytes, "a", Orientation::kUpright);
    outcome.assign(photo.bytes().begin(), photo.bytes().end());
  } catch (const base::Error& error) {
    outcome = error.what();
  }
  mallopt(M_PERTURB, 0);
  return outcome;
}

TEST_CASE("a damaged byte gives an error, or a picture that is made of the file alone") {
  std::mt19937 random(3);
  for (const std::string name : kOneOfEach) {
    CAPTURE(name);
    const Bytes whole = photo_bytes(name);
    const std::string intact = outcome_of(whole, 1);
    int refused = 0;
    int changed = 0;
    // Damaged headers may promise some hundred million pixels, which takes time; a few are enough.
    for (int i = 0; i < 400; ++i) {
      Bytes damaged = whole;
      const std::size_t place = random() % damaged.size();
      CAPTURE(place);
      damaged[place] ^= static_cast<std::byte>(1U << random() % 8);
      const std::string outcome = outcome_of(damaged, 0x55);
      CHECK(outcome == outcome_of(damaged, 0xAA));
      refused += outcome.starts_with("a: ") ? 1 : 0;
      changed += outcome != intact ? 1 : 0;
    }
    CHECK(refused > 0);
    CHECK(changed > 200);  // there is hardly a byte that means nothing
  }
}

TEST_CASE("the message names the photo, the format and the reason") {
  const Bytes whole = photo_bytes("chroma_420.jpg");
  const std::string error = error_of(std::span(whole).first(whole.size() - 40));
  CHECK(error ==
        "a\\nphoto: cannot be decoded as JPEG: Premature end of JPEG file | the file may be "
        "damaged or cut off; copy it again, or save it anew as JPEG or PNG");
}

TEST_CASE("what promises too many pixels is refused before it is allocated") {
  for (const char* name : {"huge.png", "huge.bmp", "huge.tif", "huge.jpg"}) {
    CAPTURE(name);
    CHECK(contains(error_of(photo_bytes(name)), "pixels are more than the 268 million"));
  }
}

TEST_CASE("a JPEG with more scans than any encoder writes is refused") {
  CHECK(contains(error_of(photo_bytes("scans.jpg")), "too many scans"));
}

TEST_CASE("a camera's raw file is refused") {
  CHECK(contains(error_of(photo_bytes("preview.tif")), "preview"));
}

TEST_CASE("other files are named for what they are") {
  using std::string_view_literals::operator""sv;
  CHECK(error_of_text("") == "a\\nphoto: this is an empty file | copy it again");
  CHECK(error_of_text("8BPS\0\1"sv) == "a\\nphoto: this is a Photoshop picture | these are read: " +
                                           std::string(image::kPhotoFormats));
  CHECK(contains(error_of_text("\0\0\0\x20"
                               "ftypisom"sv),
                 "a video"));
  CHECK(contains(error_of_text("%PDF-1.7"), "a PDF document"));
  CHECK(contains(error_of_text("<svg xmlns="), "an SVG drawing"));
  CHECK(contains(error_of_text("Hello, grüß Gott\n"), "a text file"));
  CHECK(contains(error_of_text("\1\2\3\4\5"), "no picture that this program knows"));
  CHECK(contains(error_of_text("\xFF\xD8"), "no picture that this program knows"));
}

TEST_CASE("a path that is no readable file") {
  const TemporaryFolder folder;
  CHECK(contains(error_of_file(folder / "none.jpg"), "none.jpg: cannot be read: No such file"));
  CHECK(contains(error_of_file(folder.path()), "cannot be read: it is a folder"));
  CHECK(contains(error_of_file("/dev/zero"), "it is no regular file"));
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK(contains(error_of_file(folder / "pipe"), "it is no regular file"));
}

}  // namespace
}  // namespace vitviz::test
