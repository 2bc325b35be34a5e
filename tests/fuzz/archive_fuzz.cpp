// SPDX-License-Identifier: Apache-2.0
// Any bytes are an archive whose members lie inside of it, or an Error(kInput). Seeds: archives of
// tests/reference.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include "archives/tar.h"
#include "archives/tar_header.h"
#include "archives/zip.h"
#include "base/check.h"
#include "base/error.h"

namespace {

namespace archives = vitviz::archives;

// What is changed anywhere in a header would be stopped by its sum, at every try.
std::vector<std::byte> with_right_sums(std::span<const std::byte> data) {
  std::vector<std::byte> bytes(data.begin(), data.end());
  for (std::size_t at = 0; at + archives::kTarBlock <= bytes.size(); at += archives::kTarBlock) {
    if (std::memcmp(&bytes[at + 257], "ustar", 5) != 0) continue;
    unsigned sum = 8 * ' ';
    for (std::size_t i = 0; i < archives::kTarBlock; ++i) {
      if (i < 148 || i >= 156) sum += std::to_integer<unsigned>(bytes[at + i]);
    }
    for (std::size_t digit = 0; digit < 7; ++digit, sum /= 8) {
      bytes[at + 154 - digit] = static_cast<std::byte>('0' + sum % 8);
    }
    bytes[at + 155] = std::byte{' '};
  }
  return bytes;
}

void read_all(const archives::Archive& archive, std::size_t size) {
  for (const archives::Member& member : archive.members()) {
    try {
      const archives::Content content = archive.content_of(member);
      if (const auto* part = std::get_if<vitviz::base::FilePart>(&content)) {
        VITVIZ_CHECK(part->begin <= size && part->bytes <= size - part->begin);
      }
    } catch (const vitviz::base::Error& error) {
      if (error.code() != vitviz::base::ErrorCode::kInput) throw;
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::byte> bytes = with_right_sums(std::as_bytes(std::span(data, size)));
  const auto file = vitviz::io::in_memory(bytes);
  try {
    read_all(*archives::open_tar("fuzz", file), size);
    read_all(*archives::open_zip("fuzz", file), size);
  } catch (const vitviz::base::Error& error) {
    if (error.code() != vitviz::base::ErrorCode::kInput) throw;
  }
  return 0;
}
