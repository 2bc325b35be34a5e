// SPDX-License-Identifier: Apache-2.0
// Which file it is, and when its bytes were written last: two looks at a file that give the same
// version saw the same bytes.
#pragma once

#include <cstdint>
#include <optional>

namespace vitviz::io {

struct FileVersion {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t size = 0;     // bytes
  std::int64_t seconds = 0;  // of the last change of its bytes
  std::int64_t nanoseconds = 0;

  friend bool operator==(const FileVersion&, const FileVersion&) = default;
};

// Of an open file; nothing when the system does not tell.
[[nodiscard]] std::optional<FileVersion> version_of(int descriptor);

}  // namespace vitviz::io
