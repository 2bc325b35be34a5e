// SPDX-License-Identifier: Apache-2.0
#include "image/photo_format.h"

#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/error.h"
#include "support/thrown_error.h"

namespace vitviz::image {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

PhotoFormat format_of(std::string_view head) {
  return photo_format(std::as_bytes(std::span(head)), "a");
}

// What is said of a file that is no photo.
std::string kind_of(std::string_view head) {
  const auto error = test::error_of([&] { static_cast<void>(format_of(head)); });
  if (!error) return "a photo";
  CHECK(error->code() == base::ErrorCode::kInput);
  const std::string message = error->what();
  REQUIRE(message.starts_with("a: this is "));
  return message.substr(11);
}

TEST_CASE("a format is told by its first bytes") {
  CHECK(format_of("\xFF\xD8\xFF\xE0"sv) == PhotoFormat::kJpeg);
  CHECK(format_of("\x89PNG\r\n\x1A\n\0\0"sv) == PhotoFormat::kPng);
  CHECK(format_of("RIFF\1\2\3\4WEBPVP8 "sv) == PhotoFormat::kWebp);
  CHECK(format_of("II*\0\x08\0\0\0"sv) == PhotoFormat::kTiff);
  CHECK(format_of("MM\0*\0\0\0\x08"sv) == PhotoFormat::kTiff);
  CHECK(format_of("II+\0\x08\0\0\0"sv) == PhotoFormat::kTiff);
  CHECK(format_of("MM\0+\0\x08\0\0"sv) == PhotoFormat::kTiff);
  CHECK(format_of("BM\x36\0\0\0"sv) == PhotoFormat::kBmp);
  CHECK(format_of("\0\0\0\x20"
                  "ftypavif"sv) == PhotoFormat::kAvif);
  for (const std::string_view brand : {"ftypheic"sv, "ftyphevc"sv, "ftypmif1"sv, "ftypmsf1"sv}) {
    CHECK(format_of("\0\0\0\x1C"s + std::string(brand)) == PhotoFormat::kHeic);
  }
  CHECK(format_of("\xFF\x0A\1\2"sv) == PhotoFormat::kJxl);
  CHECK(format_of("\0\0\0\x0CJXL \r\n\x87\n"sv) == PhotoFormat::kJxl);
  CHECK(format_of("\x93NUMPY\1\0"sv) == PhotoFormat::kNpy);
  CHECK(format_of("GIF87a\1\0"sv) == PhotoFormat::kGif);
  CHECK(format_of("GIF89a\1\0"sv) == PhotoFormat::kGif);
  for (const std::string_view head : {"P1\n2 2"sv, "P4 7"sv, "P6#made by hand"sv, "P7\nWIDTH"sv}) {
    CHECK(format_of(head) == PhotoFormat::kPnm);
  }
}

TEST_CASE("half a signature is none") {
  for (const std::string_view whole :
       {"\xFF\xD8\xFF"sv, "\x89PNG\r\n\x1A\n"sv, "RIFF\1\2\3\4WEBP"sv, "II*\0"sv, "MM\0+"sv}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CHECK(kind_of(whole.substr(0, size)) != "a photo");
    }
    CHECK(kind_of(whole) == "a photo");
  }
}

TEST_CASE("what is often mistaken for a photo is named") {
  using Case = std::pair<std::string_view, std::string_view>;
  for (const auto& [head, kind] :
       {Case{"\0\0\0\x18"
             "ftypcrx "sv,
             "a camera's raw picture"},
        Case{"\0\0\0\x18"
             "ftypmp42"sv,
             "a video"},
        Case{"RIFF\1\2\3\4AVI LIST"sv, "a video"}, Case{"\x1A\x45\xDF\xA3\1"sv, "a video"},
        Case{"\0\0\0\x0CjP  \r\n"sv, "a JPEG 2000 picture"},
        Case{"\xFF\x4F\xFF\x51\0"sv, "a JPEG 2000 picture"},
        Case{"8BPS\0\1"sv, "a Photoshop picture"}, Case{"gimp xcf v011"sv, "a GIMP picture"},
        Case{"\0\0\1\0\1\0"sv, "an icon"},
        Case{"<?xml version"sv, "an XML file, perhaps an SVG drawing"},
        Case{"PK\3\4\x14"sv, "a ZIP archive"}, Case{"\x1F\x8B\x08"sv, "a gzip archive"},
        Case{"BZh91AY"sv, "a bzip2 archive"}, Case{"\x28\xB5\x2F\xFD\4"sv, "a zstd archive"},
        Case{"\xFD\x37zXZ\0"sv, "an xz archive"}, Case{"7z\xBC\xAF\x27\x1C\0"sv, "a 7z archive"},
        Case{"Rar!\x1A"sv, "a RAR archive"}}) {
    CHECK(kind_of(head) == kind);
  }
}

TEST_CASE("a text is told from other bytes by what UTF-8 and lines consist of") {
  CHECK(kind_of("P8\n") == "a text file");
  CHECK(kind_of("P66") == "a text file");
  CHECK(kind_of("a\tb\r\nc") == "a text file");
  CHECK(kind_of("größer ✓") == "a text file");
  CHECK(kind_of("a\x1b[0m") == "no picture that this program knows");
  CHECK(kind_of("a\0b"sv) == "no picture that this program knows");
  CHECK(kind_of("a\xF5"sv) == "no picture that this program knows");
}

TEST_CASE("only the head of a file is looked at") {
  CHECK(kind_of(std::string(kHeadBytes, 'a') + '\0') == "a text file");
  CHECK(kind_of(std::string(kHeadBytes - 1, 'a') + '\0') == "no picture that this program knows");
}

TEST_CASE("archives that cannot be read in place say what to do") {
  const auto packed = test::error_of([] { static_cast<void>(format_of("\x1F\x8B\x08")); });
  CHECK(test::contains(packed->hint(), "unpack it, or pack them as a plain .tar"));
}

TEST_CASE("the hint names the formats, but for an empty file") {
  const auto other = test::error_of([] { static_cast<void>(format_of("8BPS\1")); });
  CHECK(other->hint() == fmt::format("these are read: {}", kPhotoFormats));
  const auto empty = test::error_of([] { static_cast<void>(format_of("")); });
  CHECK(empty->what() == std::string("a: this is an empty file"));
  CHECK(empty->hint() == "copy it again");
}

TEST_CASE("photos are known by their names in any case") {
  for (const char* name :
       {"a.jpg", "a.JPEG", "b/a.Png", "a.webp", "a.tif", "a.x.TIFF", "a.bmp", "a.gif", "a.ppm",
        "a.PGM", "a.pbm", "a.pnm", "a.pam", "a.HEIC", "a.heif", "a.avif", "a.jxl"}) {
    CHECK(has_photo_extension(name));
  }
  for (const char* name : {"jpg", ".jpg", "a.jpgx", "a.txt", "a", "", "a.jpg/b"}) {
    CHECK_FALSE(has_photo_extension(name));
  }
}

}  // namespace
}  // namespace vitviz::image
