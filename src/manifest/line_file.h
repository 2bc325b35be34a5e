// SPDX-License-Identifier: Apache-2.0
// A file to which lines are only ever added: whatever ends the program costs at most the last.
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>

#include "manifest/line_reader.h"

namespace vitviz::manifest {

class LineFile {
 public:
  // Opens it, or creates an empty one. `complaint` says in errors what then is not possible, behind
  // the name of the file. Throws Error(kOutput).
  LineFile(const std::filesystem::path& file, std::string complaint);
  LineFile(const LineFile&) = delete;
  LineFile& operator=(const LineFile&) = delete;
  ~LineFile();

  // Whether no other program that asks has the file. It is asked for once.
  [[nodiscard]] bool is_alone() const;

  // Its lines, from a byte of it on.
  [[nodiscard]] LineReader lines(std::int64_t offset = 0) const { return {descriptor_, offset}; }

  // Adds a line, or what ends one that was cut off; at once, so that those of several programs do
  // not mix. Any thread may. Throws Error(kOutput).
  void add(std::string_view line);
  // Takes all lines out. Throws Error(kOutput).
  void clear();
  // Waits until all lines are on the disk. Throws Error(kOutput).
  void save() const;

  // Throws the Error(kOutput) for an error of the system.
  [[noreturn]] void fail(int error) const;

 private:
  std::filesystem::path file_;
  std::string complaint_;
  int descriptor_ = -1;
  std::mutex mutex_;
};

}  // namespace vitviz::manifest
