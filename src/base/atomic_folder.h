// SPDX-License-Identifier: Apache-2.0
// Folders of files that appear whole or not at all.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

#include "base/atomic_file.h"
#include "base/byte_sink.h"

namespace vitviz::base {

// A folder that is filled, and has no name yet: it goes with all its files unless it appears.
class UnnamedFolder {
 public:
  // Begins it under a temporary name in the folder of `target`. Throws Error(kOutput).
  explicit UnnamedFolder(const std::filesystem::path& target);
  UnnamedFolder(UnnamedFolder&& other) noexcept;
  UnnamedFolder(const UnnamedFolder&) = delete;
  UnnamedFolder& operator=(const UnnamedFolder&) = delete;
  ~UnnamedFolder();

  // Adds a file of this name, of the bytes that `produce` hands to the sink it is given. Several
  // threads may, each another name. Throws Error(kOutput) when the disk is full, and what `produce`
  // throws.
  void add(const std::string& name, const std::function<void(const ByteSink& file)>& produce);

  // Waits until all files are on the disk. Throws Error(kOutput).
  void save();

  // Gives it the name `target`. What has that name goes where `overwrite` is kReplace, a folder
  // with all that is in it; otherwise throws Error(kOutput). Called once.
  void appear(Overwrite overwrite);

  [[nodiscard]] const std::filesystem::path& target() const { return target_; }

 private:
  [[nodiscard]] bool take_place_of_other();

  std::filesystem::path target_;
  std::filesystem::path path_;  // what is to be removed in the end; empty for nothing
};

}  // namespace vitviz::base
