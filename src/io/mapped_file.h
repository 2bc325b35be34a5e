// SPDX-License-Identifier: Apache-2.0
// A file as read-only memory: opened at once whatever its size, read page by page when used.
//
// Whoever shortens a file while it is mapped takes the pages away: the system then ends the
// process (SIGBUS) when it reads there.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace vitviz::io {

class MappedFile {
 public:
  MappedFile() = default;

  // Throws Error(kModel) when `path` is no regular file, is empty or cannot be read.
  explicit MappedFile(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

 private:
  std::span<const std::byte> bytes_;
};

}  // namespace vitviz::io
