// SPDX-License-Identifier: Apache-2.0
// The block of 512 bytes before each member of a TAR archive: its name from byte 0 on, its length
// in octal digits from 124 on, the sum of all bytes from 148 on, its kind at 156, the name that a
// link leads to from 157 on, "ustar" at 257, and from 345 on what comes before the name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace vitviz::archives {

inline constexpr std::size_t kTarBlock = 512;

struct TarHeader {
  std::string name;
  std::string link;
  std::uint64_t bytes = 0;
  char kind = '0';
};

// Whether this is the first block of an archive as POSIX or GNU tar writes it.
[[nodiscard]] bool is_tar(std::span<const std::byte> head);

// Whether this is the end of an archive: a block of zeros.
[[nodiscard]] bool is_tar_end(std::span<const std::byte, kTarBlock> block);

// Nothing for a block that is no header: its sum or a number in it is wrong.
[[nodiscard]] std::optional<TarHeader> parse_tar_header(
    std::span<const std::byte, kTarBlock> block);

}  // namespace vitviz::archives
