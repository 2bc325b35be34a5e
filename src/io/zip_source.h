// SPDX-License-Identifier: Apache-2.0
// Bytes as libzip reads them. Unlike libzip's own sources it tells where libzip read last, which is
// the only way to learn where an entry lies, and stops a directory that never ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>

#include <zip.h>

#include "io/random_access.h"

namespace vitviz::io {

class ZipSource {
 public:
  static constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();

  // `bytes` must outlive it.
  explicit ZipSource(std::span<const std::byte> bytes) : ZipSource(in_memory(bytes)) {}
  explicit ZipSource(RandomAccess bytes) : bytes_(std::move(bytes)) {}

  // A source for zip_open_from_source(), which does not own `this`. Null when memory is short.
  [[nodiscard]] zip_source_t* create(zip_error_t* error);

  // After `bytes` more bytes, reading fails.
  void limit_reading(std::uint64_t bytes) { allowed_ = bytes; }
  [[nodiscard]] bool limit_reached() const { return limit_reached_; }

  // Where the last read began.
  [[nodiscard]] std::uint64_t last_read() const { return last_read_; }

 private:
  static zip_int64_t callback(void* self, void* data, zip_uint64_t length,
                              zip_source_cmd_t command);
  zip_int64_t read(void* to, std::uint64_t length);
  zip_int64_t seek(void* arguments, std::uint64_t length);
  zip_int64_t stat(void* to, std::uint64_t length);
  zip_int64_t fail(int libzip_code);

  RandomAccess bytes_;
  std::uint64_t position_ = 0;  // never more than bytes_.size
  std::uint64_t last_read_ = 0;
  std::uint64_t allowed_ = kUnlimited;
  bool limit_reached_ = false;
  int error_ = ZIP_ER_OK;
};

}  // namespace vitviz::io
