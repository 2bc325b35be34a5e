// SPDX-License-Identifier: Apache-2.0
// A file as read-only memory: opened at once whatever its size, read page by page when used.
//
// Somebody may change the file meanwhile. What it held beyond a new end then reads as zeros
// (mapping_watch.h); whoever read all that he needs asks whether it was one file all the time.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "io/file_version.h"
#include "io/mapping_watch.h"

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
  [[nodiscard]] const FileVersion& version() const { return version_; }

  // Throws Error(kModel) when the file was written to since it was opened, or was lost in part: all
  // that was read of it, and every error that came of that, then means nothing.
  void check_unchanged() const;

 private:
  std::string name_;
  int descriptor_ = -1;
  FileVersion version_;
  std::span<const std::byte> bytes_;
  MappingWatch watch_;  // goes before the mapping does
};

// What `read` returns, which reads `files`. Throws Error(kModel) when one of them changed, whatever
// else went wrong.
template <typename Read>
auto read_unchanged(std::span<const MappedFile> files, const Read& read) {
  const auto check = [files] {
    for (const MappedFile& file : files) file.check_unchanged();
  };
  try {
    auto result = read();
    check();
    return result;
  } catch (...) {
    check();
    throw;
  }
}

}  // namespace vitviz::io
