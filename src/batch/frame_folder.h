// SPDX-License-Identifier: Apache-2.0
// The frames of a video as pictures in a folder: 000001.png, 000002.png, … The folder appears with
// all of them or not at all, as a video does: a part of a video is no result.
#pragma once

#include <filesystem>

#include "base/atomic_folder.h"
#include "batch/kept_files.h"
#include "views/view.h"

namespace vitviz::batch {

// Throws Error(kOutput) where `path` is something that no folder of frames may take the place of:
// a file, a folder that holds anything else, or a picture that the call reads.
void check_frame_folder(const std::filesystem::path& path, const KeptFiles& kept);

class FrameFolder {
 public:
  // Begins it for about so many frames, whose names have as many digits as the last needs, six at
  // least. Throws Error(kOutput).
  FrameFolder(const std::filesystem::path& target, int frames);

  // Writes the picture of a frame, counted from 0. Several threads may. Throws Error(kOutput).
  void add(int frame, const views::Picture& picture);

  // As those of base::UnnamedFolder. A folder whose place it takes holds frames alone, or appear()
  // throws Error(kOutput).
  void save() { folder_.save(); }
  void appear(base::Overwrite overwrite);
  [[nodiscard]] const std::filesystem::path& target() const { return folder_.target(); }

 private:
  base::UnnamedFolder folder_;
  int digits_;
};

}  // namespace vitviz::batch
