// SPDX-License-Identifier: Apache-2.0
// A file that is read piece by piece, from any place. One that somebody shortens meanwhile ends
// early instead of ending the program, as it would if it were mapped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <system_error>

namespace vitviz::base {

struct FilePart {
  std::uint64_t begin = 0;
  std::uint64_t bytes = 0;
};

// Several threads may read one.
class ReadableFile {
 public:
  // Throws Error(kInput), with `name` for the file, when it is no regular file or cannot be read.
  explicit ReadableFile(const std::filesystem::path& path);
  ReadableFile(const std::filesystem::path& path, const std::string& name);
  ReadableFile(const ReadableFile&) = delete;
  ReadableFile& operator=(const ReadableFile&) = delete;
  ~ReadableFile();

  // In bytes, when it was opened.
  [[nodiscard]] std::uint64_t size() const { return size_; }

  // Fills `to` with what lies from byte `at` on, and returns how much: less at the end of the file,
  // and where the system refuses to read on, which `error` then tells.
  [[nodiscard]] std::size_t read(std::uint64_t at, std::span<std::byte> to,
                                 std::error_code& error) const;

 private:
  void check_kind(const std::string& name);

  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace vitviz::base
