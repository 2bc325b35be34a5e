// SPDX-License-Identifier: Apache-2.0
#include "features/cache_file.h"

#include <cstdint>
#include <string>

#include "base/bytes_of.h"
#include "base/check.h"
#include "io/byte_cursor.h"
#include "io/crc32.h"
#include "io/model_error.h"
#include "tensor/element_type.h"

namespace vitviz::features {
namespace {

constexpr std::string_view kMagic = "vitviz features\n";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeadBytes = kMagic.size() + sizeof(std::uint32_t) * 2;  // up to the CRC
constexpr std::size_t kAlignment = 64;

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// From `position` to where the numbers begin.
std::size_t padding_at(std::size_t position) {
  return (kAlignment - position % kAlignment) % kAlignment;
}

void check_head(io::ByteCursor cursor, std::string_view name) {
  if (text_of(cursor.take(kMagic.size())) != kMagic) io::fail_model(name, "holds no features");
  if (cursor.take<std::uint32_t>() != kVersion) {
    io::fail_model(name, "was written by another version of vitviz");
  }
  const auto crc = cursor.take<std::uint32_t>();
  if (io::crc32(0, cursor.rest()) != crc) io::fail_model(name, "its checksum does not match");
}

CachedPhoto take_photo(io::ByteCursor& cursor) {
  const auto path_bytes = cursor.take<std::uint32_t>();
  CachedPhoto photo;
  for (std::int64_t* number : {&photo.stamp.bytes, &photo.stamp.written, &photo.stamp.changed}) {
    *number = static_cast<std::int64_t>(cursor.take<std::uint64_t>());
  }
  photo.path = text_of(cursor.take(path_bytes));
  return photo;
}

template <typename Number>
void append(Number number, std::string& bytes) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

// All between the CRC and the numbers.
std::string table_of(const CacheContent& content) {
  std::string table;
  append(static_cast<std::uint32_t>(content.key.size()), table);
  append(static_cast<std::uint32_t>(content.width), table);
  append(static_cast<std::uint64_t>(content.photos.size()), table);
  table += content.key;
  for (const CachedPhoto& photo : content.photos) {
    append(static_cast<std::uint32_t>(photo.path.size()), table);
    append(photo.stamp.bytes, table);
    append(photo.stamp.written, table);
    append(photo.stamp.changed, table);
    table += photo.path;
  }
  table.append(padding_at(kHeadBytes + table.size()), '\0');
  return table;
}

std::string head_with(std::uint32_t crc) {
  std::string head(kMagic);
  append(kVersion, head);
  append(crc, head);
  return head;
}

}  // namespace

CacheContent parse_cache(std::span<const std::byte> bytes, std::string_view name) {
  check_head(io::ByteCursor(bytes, name), name);
  return parse_unchecked_cache(bytes, name);
}

CacheContent parse_unchecked_cache(std::span<const std::byte> bytes, std::string_view name) {
  io::ByteCursor cursor(bytes, name);
  cursor.take(kHeadBytes);
  const auto key_bytes = cursor.take<std::uint32_t>();
  CacheContent content;
  content.width = cursor.take<std::uint32_t>();
  const auto photos = cursor.take<std::uint64_t>();
  content.key = text_of(cursor.take(key_bytes));
  // Each photo takes some bytes, so that a number that is made up ends here and takes no memory.
  for (std::uint64_t i = 0; i < photos; ++i) content.photos.push_back(take_photo(cursor));
  cursor.take(padding_at(cursor.position()));
  const std::size_t row_bytes = content.width * sizeof(float);
  const std::span<const std::byte> numbers = cursor.rest();
  if (row_bytes == 0 || numbers.size() % row_bytes != 0 || numbers.size() / row_bytes != photos) {
    io::fail_model(name, "has not as many numbers as it says");
  }
  if (!tensor::all_finite(tensor::ElementType::kF32, numbers)) {
    io::fail_model(name, "holds numbers that are not finite");
  }
  for (std::size_t i = 0; i < content.photos.size(); ++i) {
    content.photos[i].numbers = numbers.subspan(i * row_bytes, row_bytes);
  }
  return content;
}

std::size_t cached_bytes(std::string_view path, std::size_t width) {
  return sizeof(std::uint32_t) + 3 * sizeof(std::int64_t) + path.size() + width * sizeof(float);
}

void write_cache(const CacheContent& content, base::UnnamedFile& file) {
  const std::string table = table_of(content);
  file.append(base::bytes_of(head_with(0)));
  file.append(base::bytes_of(table));
  std::uint32_t crc = io::crc32(0, base::bytes_of(table));
  for (const CachedPhoto& photo : content.photos) {
    VITVIZ_CHECK(photo.numbers.size() == content.width * sizeof(float));
    file.append(photo.numbers);
    crc = io::crc32(crc, photo.numbers);
  }
  file.rewrite_start(base::bytes_of(head_with(crc)));
}

}  // namespace vitviz::features
