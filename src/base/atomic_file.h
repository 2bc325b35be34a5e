// SPDX-License-Identifier: Apache-2.0
// Files that appear whole or not at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace vitviz::base {

enum class Overwrite { kNever, kReplace };

// A file that is written, and has no name yet: it goes unless it appears.
class UnnamedFile {
 public:
  // Begins a file under a temporary name in the folder of `target`. Throws Error(kOutput) when the
  // folder cannot be written.
  explicit UnnamedFile(const std::filesystem::path& target);
  UnnamedFile(UnnamedFile&& other) noexcept;
  UnnamedFile(const UnnamedFile&) = delete;
  UnnamedFile& operator=(const UnnamedFile&) = delete;
  ~UnnamedFile();

  // Throws Error(kOutput) when the disk is full. Requires: it is not complete.
  void append(std::span<const std::byte> bytes);

  // Writes over the first bytes. Throws as append() does. Requires: there are as many; it is not
  // complete.
  void rewrite_start(std::span<const std::byte> bytes);

  // All bytes are there, and begin their way onto the disk. Throws as append() does. Called once.
  void complete();

  // Waits until they are there. Of several files, complete all before the first is saved: then they
  // wait together. Throws as append() does. Requires: it is complete.
  void save();

  // Gives it the name `target`. Throws Error(kOutput) when there is one of that name already and
  // `overwrite` is kNever. Called once. Requires: it is complete; unless it is saved, a power cut
  // may leave an empty file of that name.
  void appear(Overwrite overwrite);

  // All three, for a file by itself. Throws as they do.
  void finish(Overwrite overwrite);

  [[nodiscard]] const std::filesystem::path& target() const { return target_; }

  // Where its bytes are until it appears, for another program that writes them.
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path target_;
  std::filesystem::path path_;  // empty once it has its name
  int descriptor_ = -1;         // until it is complete
};

// Removes what a process of this number left in `folder` when it was killed. Requires: it is dead,
// and had written there.
void remove_unnamed_files(const std::filesystem::path& folder, std::int64_t process);

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
