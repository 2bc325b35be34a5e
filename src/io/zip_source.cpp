// SPDX-License-Identifier: Apache-2.0
#include "io/zip_source.h"

#include <algorithm>
#include <cstring>

#include "io/zip_library.h"

namespace vitviz::io {

zip_source_t* ZipSource::create(zip_error_t* error) {
  return libzip().source_function_create(&ZipSource::callback, this, error);
}

zip_int64_t ZipSource::callback(void* self, void* data, zip_uint64_t length,
                                zip_source_cmd_t command) {
  auto& source = *static_cast<ZipSource*>(self);
  switch (command) {
    case ZIP_SOURCE_OPEN:
      source.position_ = 0;
      return 0;
    case ZIP_SOURCE_READ:
      return source.read(data, length);
    case ZIP_SOURCE_SEEK:
      return source.seek(data, length);
    case ZIP_SOURCE_TELL:
      return static_cast<zip_int64_t>(source.position_);
    case ZIP_SOURCE_STAT:
      return source.stat(data, length);
    case ZIP_SOURCE_ERROR: {
      const int codes[] = {source.error_, 0};
      if (length < sizeof codes) return -1;
      std::memcpy(data, codes, sizeof codes);
      return sizeof codes;
    }
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
      return 0;
    case ZIP_SOURCE_SUPPORTS:
      return libzip().source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                                 ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                                 ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, -1);
    default:
      return source.fail(ZIP_ER_OPNOTSUPP);
  }
}

zip_int64_t ZipSource::read(void* to, std::uint64_t length) {
  const std::uint64_t count = std::min<std::uint64_t>(length, bytes_.size - position_);
  if (count > allowed_) {
    limit_reached_ = true;
    return fail(ZIP_ER_READ);
  }
  if (allowed_ != kUnlimited) allowed_ -= count;
  if (bytes_.read(position_, {static_cast<std::byte*>(to), count}) != count) {
    return fail(ZIP_ER_READ);
  }
  last_read_ = position_;
  position_ += count;
  return static_cast<zip_int64_t>(count);
}

zip_int64_t ZipSource::seek(void* arguments, std::uint64_t length) {
  zip_error_t error;
  libzip().error_init(&error);
  const zip_int64_t to =
      libzip().source_seek_compute_offset(position_, bytes_.size, arguments, length, &error);
  const int code = libzip().error_code_zip(&error);
  libzip().error_fini(&error);
  if (to < 0) return fail(code);
  position_ = static_cast<std::uint64_t>(to);
  return 0;
}

zip_int64_t ZipSource::stat(void* to, std::uint64_t length) {
  if (length < sizeof(zip_stat_t)) return fail(ZIP_ER_INVAL);
  zip_stat_t stat;
  libzip().stat_init(&stat);
  stat.valid = ZIP_STAT_SIZE;
  stat.size = bytes_.size;
  std::memcpy(to, &stat, sizeof stat);
  return sizeof stat;
}

zip_int64_t ZipSource::fail(int libzip_code) {
  error_ = libzip_code;
  return -1;
}

}  // namespace vitviz::io
