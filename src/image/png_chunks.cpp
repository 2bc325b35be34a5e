// SPDX-License-Identifier: Apache-2.0
#include "image/png_chunks.h"

#include <algorithm>

#include <isa-l/crc.h>

#include "base/check.h"
#include "image/upper_vectors.h"

namespace vitviz::image {
namespace {

enum ColorType : std::uint8_t { kGray = 0, kRgb = 2, kRgba = 6 };

ColorType color_type(int channels) {
  if (channels == 1) return kGray;
  return channels == 3 ? kRgb : kRgba;
}

void append_text(PngBytes& out, std::string_view text) {
  out.insert(out.end(), text.begin(), text.end());
}

}  // namespace

std::uint32_t big_endian(std::span<const std::byte> bytes) {
  std::uint32_t value = 0;
  for (const std::byte byte : bytes) value = value << 8 | std::to_integer<std::uint32_t>(byte);
  return value;
}

void append_number(PngBytes& out, std::uint64_t value) {
  VITVIZ_CHECK(value <= 0xFFFFFFFF);
  for (int shift = 24; shift >= 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

std::size_t begin_chunk(PngBytes& out, std::string_view type) {
  append_number(out, 0);  // the length, known at the end
  append_text(out, type);
  return out.size();
}

void end_chunk(PngBytes& out, std::size_t data) {
  constexpr std::size_t kType = 4;
  PngBytes length;
  append_number(length, out.size() - data);
  std::copy(length.begin(), length.end(), out.begin() + static_cast<std::ptrdiff_t>(data - 8));
  append_number(out, crc32_gzip_refl(0, out.data() + data - kType, out.size() - data + kType));
  release_upper_vectors();
}

void append_header(PngBytes& out, Size size, int channels) {
  append_text(out, "\x89PNG\r\n\x1A\n");
  const std::size_t data = begin_chunk(out, "IHDR");
  append_number(out, static_cast<std::uint64_t>(size.width));
  append_number(out, static_cast<std::uint64_t>(size.height));
  constexpr std::uint8_t kBitDepth = 8;
  out.insert(out.end(), {kBitDepth, color_type(channels), /*deflate*/ 0, /*adaptive filters*/ 0,
                         /*whole*/ 0});
  end_chunk(out, data);
}

void append_text_chunk(PngBytes& out, const PngText& text) {
  VITVIZ_CHECK(!text.keyword.empty() && text.keyword.size() <= 79);
  const std::size_t data = begin_chunk(out, "iTXt");
  append_text(out, text.keyword);
  // The end of the keyword, not compressed, no language, no translated keyword.
  out.insert(out.end(), {0, 0, 0, 0, 0});
  append_text(out, text.text);
  end_chunk(out, data);
}

}  // namespace vitviz::image
