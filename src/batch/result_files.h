// SPDX-License-Identifier: Apache-2.0
// The results of one photo, files and folders: complete, but without names until all of them get
// theirs.
#pragma once

#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

#include "base/atomic_file.h"
#include "batch/frame_folder.h"

namespace vitviz::batch {

class ResultFiles {
 public:
  // `overwrite`: whether it may take another's place.
  void add(std::variant<base::UnnamedFile, FrameFolder> file, base::Overwrite overwrite) {
    files_.push_back({std::move(file), overwrite});
  }
  [[nodiscard]] std::size_t size() const { return files_.size(); }

  // Waits until all are on the disk. Throws Error(kOutput).
  void save();

  // Gives all files their names, in their order. Without it, none of them stays: a disk that is
  // full after the first leaves nothing that nobody was told of. Throws Error(kOutput).
  void appear();

 private:
  struct Result {
    std::variant<base::UnnamedFile, FrameFolder> file;
    base::Overwrite overwrite;
  };
  std::vector<Result> files_;
};

}  // namespace vitviz::batch
