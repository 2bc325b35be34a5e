// SPDX-License-Identifier: Apache-2.0
// A PNG file is a signature of 8 bytes and chunks of: length (4 bytes, big-endian), type (4), data,
// CRC of type and data (4). Only the heads of chunks are read here.
#include "image/png_orientation.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <zlib.h>

#include "image/exif.h"
#include "image/png_chunks.h"

namespace vitviz::image {
namespace {

constexpr std::size_t kSignature = 8;

// An EXIF block of a JPEG file, where cameras write it first, holds no more.
constexpr std::size_t kMaxExif = 0xFFFF;

// The orientation in the chunk at this place, whose data are so long.
int orientation_in(const PhotoSource& file, std::size_t chunk, std::size_t length) {
  if (length > kMaxExif) return 1;
  std::vector<std::byte> checked(length + kChunkHead);  // type, data and sum
  if (file.read(chunk + 4, checked) < checked.size()) return 1;
  const auto data = std::span(checked).subspan(4, length);
  const uLong sum = crc32(0, reinterpret_cast<const Bytef*>(checked.data()),
                          static_cast<uInt>(checked.size() - kChunkSum));
  if (sum != big_endian(std::span(checked).last(kChunkSum))) return 1;
  return exif_orientation(data);
}

}  // namespace

int png_orientation(const PhotoSource& file) {
  std::array<std::byte, kChunkHead> head;
  for (std::size_t chunk = kSignature; file.read(chunk, head) == kChunkHead;) {
    const std::size_t length = big_endian(std::span(head).first(4));
    const std::string_view type(reinterpret_cast<const char*>(head.data()) + 4, 4);
    if (type == "eXIf") return orientation_in(file, chunk, length);
    if (type == "IEND") break;
    chunk += kChunkHead + length + kChunkSum;
  }
  return 1;
}

}  // namespace vitviz::image
