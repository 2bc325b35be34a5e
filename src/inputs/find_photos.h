// SPDX-License-Identifier: Apache-2.0
// Files and folders → the photos they stand for.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/error.h"
#include "base/failure.h"

namespace vitviz::inputs {

enum class Depth { kFolderOnly, kEverythingBelow };

// How folders are searched.
struct Search {
  Depth depth = Depth::kFolderOnly;
  bool hidden = false;  // also what is called .something
  bool follow = false;  // also folders that links lead to
};

struct Input {
  std::filesystem::path path;        // of the photo, or of the folder that failed
  std::filesystem::path subfolder;   // where below the given folder the photo was found
  std::optional<base::Error> error;  // why a folder yields no photo
};

// A file is taken as it is named, whatever it is: reading it will tell. A folder stands for the
// photos in it, by name: files with a photo's ending (image::has_photo_extension), neither hidden
// nor drawn by vitviz. With kEverythingBelow its subfolders follow, each after the photos beside
// it. A link that leads back to a folder above it is left out.
[[nodiscard]] std::vector<Input> find_photos(const std::vector<std::filesystem::path>& arguments,
                                             const Search& search);

enum class Videos { kRefused, kTaken };

// Why each photo cannot be read, by its name and its header; nothing as soon as there is one that
// may be. So a slip of the keyboard is told of before a large model is loaded. Where videos are
// taken, one may be read if there is an ffmpeg.
[[nodiscard]] std::optional<std::vector<base::Failure>> failures_of_all(
    const std::vector<Input>& inputs, Videos videos = Videos::kRefused);

}  // namespace vitviz::inputs
