// SPDX-License-Identifier: Apache-2.0
#include "support/zip_bytes.h"

#include <zlib.h>

#include "support/bytes_of.h"

namespace vitviz::test {
namespace {

std::uint64_t given(std::int64_t value, std::uint64_t truth) {
  return value == ZipPart::kTrue ? truth : static_cast<std::uint64_t>(value);
}

std::uint64_t checksum_of(const std::string& content) {
  return crc32(0, reinterpret_cast<const Bytef*>(content.data()),
               static_cast<uInt>(content.size()));
}

// What the entry and the directory both say: version, flags, method, time, checksum, sizes,
// lengths.
std::string description(const ZipPart& part) {
  const std::uint64_t size = given(part.size, part.content.size());
  return little_endian(20, 2) + std::string(8, '\0') +
         little_endian(given(part.checksum, checksum_of(part.content)), 4) +
         little_endian(size, 4) + little_endian(size, 4) + little_endian(part.name.size(), 2) +
         little_endian(0, 2);
}

}  // namespace

std::vector<std::byte> zip(const std::vector<ZipPart>& parts) {
  std::string file;
  std::string directory;
  for (const ZipPart& part : parts) {
    // Then no comment, disk and attributes.
    directory += "PK\1\2" + little_endian(20, 2) + description(part) + std::string(10, '\0') +
                 little_endian(given(part.offset, file.size()), 4) + part.name;
    file += "PK\3\4" + description(part) + part.name + part.content;
  }
  const std::size_t begin = file.size();
  return bytes_of(file + directory + "PK\5\6" + std::string(4, '\0') +
                  little_endian(parts.size(), 2) + little_endian(parts.size(), 2) +
                  little_endian(directory.size(), 4) + little_endian(begin, 4) +
                  std::string(2, '\0'));
}

}  // namespace vitviz::test
