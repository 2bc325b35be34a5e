// SPDX-License-Identifier: Apache-2.0
// Files that appear whole or not at all.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace vitviz::base {

enum class Overwrite { kNever, kReplace };

// A file that is written, and has no name yet: it goes unless it appears.
class UnnamedFile {
 public:
  // Writes `bytes` under a temporary name in the folder of `target`. Throws Error(kOutput) when the
  // folder cannot be written, or when the disk is full.
  UnnamedFile(const std::filesystem::path& target, std::span<const std::byte> bytes);
  UnnamedFile(UnnamedFile&& other) noexcept;
  UnnamedFile(const UnnamedFile&) = delete;
  UnnamedFile& operator=(const UnnamedFile&) = delete;
  ~UnnamedFile();

  // Gives it the name `target`. Throws Error(kOutput) when there is one of that name already and
  // `overwrite` is kNever. Called once.
  void appear(Overwrite overwrite);

  [[nodiscard]] const std::filesystem::path& target() const { return target_; }

 private:
  void remove();

  std::filesystem::path target_;
  std::filesystem::path path_;  // empty once it has its name
};

// Writes `bytes` under a temporary name in the same folder, then gives it the name `path`. Another
// program sees either no file (or the old one) or the whole new one; after a failure the temporary
// file is gone. After a power cut some seconds later a new name stands for the whole file.
//
// Throws Error(kOutput) when the file exists and `overwrite` is kNever, when the folder cannot be
// written, or when the disk is full.
void write_file_atomically(const std::filesystem::path& path, std::span<const std::byte> bytes,
                           Overwrite overwrite);

// Throws the Error(kOutput) for a file that must not be replaced.
[[noreturn]] void fail_because_it_exists(const std::filesystem::path& path);

}  // namespace vitviz::base
