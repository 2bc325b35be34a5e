// SPDX-License-Identifier: Apache-2.0
#include "image/photo_format.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"

namespace vitviz::image {
namespace {

using std::string_view_literals::operator""sv;

struct Signature {
  std::size_t offset;
  std::string_view bytes;
};

struct Readable {
  Signature signature;
  PhotoFormat format;
};

constexpr Readable kReadable[] = {
    {{0, "\xFF\xD8\xFF"sv}, PhotoFormat::kJpeg}, {{0, "\x89PNG\r\n\x1A\n"sv}, PhotoFormat::kPng},
    {{8, "WEBP"sv}, PhotoFormat::kWebp},  // after "RIFF" and a length
    {{0, "II*\0"sv}, PhotoFormat::kTiff},        {{0, "MM\0*"sv}, PhotoFormat::kTiff},
    {{0, "II+\0"sv}, PhotoFormat::kTiff},  // BigTIFF
    {{0, "MM\0+"sv}, PhotoFormat::kTiff},        {{0, "BM"sv}, PhotoFormat::kBmp},
    {{4, "ftypavif"sv}, PhotoFormat::kAvif},     {{4, "ftypavis"sv}, PhotoFormat::kAvif},
    {{4, "ftyphei"sv}, PhotoFormat::kHeic},      {{4, "ftyphev"sv}, PhotoFormat::kHeic},
    {{4, "ftypmif1"sv}, PhotoFormat::kHeic},     {{4, "ftypmsf1"sv}, PhotoFormat::kHeic},
    {{0, "\xFF\x0A"sv}, PhotoFormat::kJxl},      {{4, "JXL "sv}, PhotoFormat::kJxl},
    {{0, "GIF87a"sv}, PhotoFormat::kGif},        {{0, "GIF89a"sv}, PhotoFormat::kGif},
    {{0, "\x93NUMPY"sv}, PhotoFormat::kNpy},
};

struct Foreign {
  Signature signature;
  std::string_view kind;
  std::string_view hint = "";  // where it is not which kinds are read
};

constexpr std::string_view kPackHint =
    "its photos can only be read from its start: unpack it, or pack them as a plain .tar, which "
    "is no larger, as photos are packed already";

// Kinds that are mistaken for photos, or lie beside them; the more special ones first.
constexpr Foreign kForeign[] = {
    {{4, "ftypcrx"sv}, "a camera's raw picture"},
    {{4, "ftyp"sv}, "a video"},
    {{4, "jP  "sv}, "a JPEG 2000 picture"},
    {{0, "\xFF\x4F\xFF\x51"sv}, "a JPEG 2000 picture"},
    {{0, "8BPS"sv}, "a Photoshop picture"},
    {{0, "gimp xcf"sv}, "a GIMP picture"},
    {{0, "\0\0\1\0"sv}, "an icon"},
    {{0, "%PDF"sv}, "a PDF document"},
    {{0, "<svg"sv}, "an SVG drawing"},
    {{0, "<?xml"sv}, "an XML file, perhaps an SVG drawing"},
    {{0, "\x1A\x45\xDF\xA3"sv}, "a video"},
    {{8, "AVI "sv}, "a video"},
    {{0, "PK\3\4"sv}, "a ZIP archive", "give it a name that ends in .zip"},
    {{0, "\x1F\x8B"sv}, "a gzip archive", kPackHint},
    {{0, "\x28\xB5\x2F\xFD"sv}, "a zstd archive", kPackHint},
    {{0, "BZh"sv}, "a bzip2 archive", kPackHint},
    {{0,
      "\xFD"
      "7zXZ"sv},
     "an xz archive",
     kPackHint},
    {{0, "7z\xBC\xAF\x27\x1C"sv}, "a 7z archive", kPackHint},
    {{0, "Rar!"sv}, "a RAR archive", kPackHint},
};

bool matches(std::string_view head, const Signature& signature) {
  return head.size() >= signature.offset &&
         head.substr(signature.offset).starts_with(signature.bytes);
}

// "P", a digit and white space or a comment.
bool is_pnm(std::string_view head) {
  constexpr std::string_view kBehind = " \t\n\v\f\r#";
  return head.size() >= 3 && head[0] == 'P' && head[1] >= '1' && head[1] <= '7' &&
         kBehind.find(head[2]) != std::string_view::npos;
}

bool is_text(std::string_view head) {
  return std::all_of(head.begin(), head.end(), [](char c) {
    const auto code = static_cast<unsigned char>(c);
    const bool occurs_in_utf8 = code < 0xF5;
    return (code >= 0x20 && occurs_in_utf8) || c == '\n' || c == '\r' || c == '\t';
  });
}

Foreign foreign_of(std::string_view head) {
  if (head.empty()) return {{}, "an empty file", "copy it again"};
  for (const Foreign& foreign : kForeign) {
    if (matches(head, foreign.signature)) return foreign;
  }
  return {{}, is_text(head) ? "a text file" : "no picture that this program knows"};
}

}  // namespace

bool has_photo_extension(const std::filesystem::path& file) {
  constexpr std::string_view kExtensions[] = {".jpg", ".jpeg", ".png",  ".webp", ".tif", ".tiff",
                                              ".bmp", ".gif",  ".pnm",  ".pbm",  ".pgm", ".ppm",
                                              ".pam", ".heic", ".heif", ".avif", ".jxl"};
  std::string extension = file.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return std::find(std::begin(kExtensions), std::end(kExtensions), extension) !=
         std::end(kExtensions);
}

PhotoFormat photo_format(std::span<const std::byte> bytes, const std::string& name) {
  const std::string_view file(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::string_view head = file.substr(0, kHeadBytes);
  for (const Readable& readable : kReadable) {
    if (matches(head, readable.signature)) return readable.format;
  }
  if (is_pnm(head)) return PhotoFormat::kPnm;
  const Foreign foreign = foreign_of(head);
  throw base::Error(base::ErrorCode::kInput,
                    fmt::format("{}: this is {}", base::printable(name), foreign.kind),
                    foreign.hint.empty() ? fmt::format("these are read: {}", kPhotoFormats)
                                         : std::string(foreign.hint));
}

PhotoFormat photo_format(const PhotoSource& source, const std::string& name) {
  std::array<std::byte, kHeadBytes> head;
  const std::size_t count = source.read(0, head);
  if (!source.failure().empty()) {
    throw base::Error(
        base::ErrorCode::kInput,
        fmt::format("{}: cannot be read: {}", base::printable(name), source.failure()));
  }
  return photo_format(std::span(head).first(count), name);
}

}  // namespace vitviz::image
