// SPDX-License-Identifier: Apache-2.0
#include "video/video_kind.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "base/error.h"
#include "image/photo_source.h"

namespace vitviz::video {
namespace {

using std::string_view_literals::operator""sv;

struct Signature {
  std::size_t offset;
  std::string_view bytes;
  VideoKind kind;
};

constexpr VideoKind kMov{"mov"};

constexpr Signature kSignatures[] = {
    {4, "ftyp"sv, kMov},
    {4, "moov"sv, kMov},  // QuickTime, before it had ftyp
    {4, "mdat"sv, kMov},
    {4, "wide"sv, kMov},
    {0, "\x1A\x45\xDF\xA3"sv, {"matroska"}},
    {8, "AVI "sv, {"avi"}},
    {0, "OggS"sv, {"ogg"}},
    {0, "FLV\x01"sv, {"flv"}},
    {0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv, {"asf"}},
    {0, "\0\0\1\xBA"sv, {"mpeg"}},
    {0, "GIF87a"sv, {"gif", true}},
    {0, "GIF89a"sv, {"gif", true}},
};

// The brands of HEIC, AVIF and raw photos, which lie in boxes as MP4 does.
constexpr std::string_view kPhotoBrands[] = {"avif", "avis", "hei", "hev", "mif1", "msf1", "crx"};

bool has(std::string_view head, std::size_t offset, std::string_view bytes) {
  return head.size() >= offset && head.substr(offset).starts_with(bytes);
}

bool is_photo_in_boxes(std::string_view head) {
  return has(head, 4, "ftyp") &&
         std::any_of(std::begin(kPhotoBrands), std::end(kPhotoBrands),
                     [&](std::string_view brand) { return has(head, 8, brand); });
}

// "RIFF", a length, "WEBP", then the chunk "VP8X" with its length, and flags.
bool is_animated_webp(std::string_view head) {
  constexpr std::size_t kFlags = 20;
  constexpr unsigned kAnimation = 0x02;
  return has(head, 8, "WEBPVP8X") && head.size() > kFlags &&
         (static_cast<unsigned char>(head[kFlags]) & kAnimation) != 0;
}

// Each packet begins with this letter, behind a time stamp on Blu-ray discs.
bool is_transport_stream(std::string_view head) {
  const auto is_packed = [&](std::size_t first, std::size_t packet) {
    return has(head, first, "\x47") && has(head, first + packet, "\x47") &&
           has(head, first + 2 * packet, "\x47");
  };
  return is_packed(0, 188) || is_packed(4, 192);
}

}  // namespace

std::optional<VideoKind> video_kind(std::span<const std::byte> bytes) {
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (is_photo_in_boxes(head)) return std::nullopt;
  for (const Signature& signature : kSignatures) {
    if (has(head, signature.offset, signature.bytes)) return signature.kind;
  }
  if (is_animated_webp(head)) return VideoKind{"", /*is_animation=*/true, /*is_webp=*/true};
  if (is_transport_stream(head)) return VideoKind{"mpegts"};
  return std::nullopt;
}

std::optional<VideoKind> video_kind_of(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) return std::nullopt;
  try {
    std::array<std::byte, kHeadBytes> head;
    const std::size_t count = image::FileSource(file).read(0, head);
    return video_kind(std::span(head).first(count));
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

bool is_video(const std::filesystem::path& file, bool animations_too) {
  const std::optional<VideoKind> kind = video_kind_of(file);
  return kind && (animations_too || !kind->is_animation);
}

}  // namespace vitviz::video
