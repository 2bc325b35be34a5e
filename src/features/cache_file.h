// SPDX-License-Identifier: Apache-2.0
// The file in which features of photos are kept between two calls.
//
//   16 bytes   "vitviz features\n"
//   uint32     version of this format
//   uint32     CRC-32 of all that follows
//   uint32     bytes of the key          uint32  width W, float32 numbers of a photo
//   uint64     photos n
//   the key    what the features are of: model, size, block, …
//   n times    uint32 bytes of the path, int64 bytes of the photo, int64 written, int64 changed
//              (photo_stamp.h), then the path
//   zeros      up to a multiple of 64 bytes
//   n times    W float32 numbers
//
// Numbers are little-endian. Nothing follows. Such a file may be damaged or made up: all of it is
// checked before anything is taken from it.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "base/atomic_file.h"
#include "features/photo_stamp.h"

namespace vitviz::features {

struct CachedPhoto {
  std::string_view path;  // absolute
  PhotoStamp stamp;
  std::span<const std::byte> numbers;  // float32 [W], all finite; not aligned
};

struct CacheContent {
  std::string_view key;
  std::size_t width = 0;  // W
  std::vector<CachedPhoto> photos;
};

// A file of more than so many bytes is neither written nor read.
inline constexpr std::size_t kMostCacheBytes = std::size_t{1} << 30;

// What a file holds beside its key and its photos takes less.
inline constexpr std::size_t kMostFixedBytes = 128;

// What `bytes` hold, which must outlive the result. Throws Error(kModel), "NAME: …", where they
// are no such file or damaged.
[[nodiscard]] CacheContent parse_cache(std::span<const std::byte> bytes, std::string_view name);

// The same without a look at what stands before the key: for bytes that have no right checksum.
[[nodiscard]] CacheContent parse_unchecked_cache(std::span<const std::byte> bytes,
                                                 std::string_view name);

// Bytes of a photo in the file.
[[nodiscard]] std::size_t cached_bytes(std::string_view path, std::size_t width);

// Writes the whole file. Throws Error(kOutput). Requires: every photo has W numbers.
void write_cache(const CacheContent& content, base::UnnamedFile& file);

}  // namespace vitviz::features
