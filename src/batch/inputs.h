// SPDX-License-Identifier: Apache-2.0
// Files and folders → the photos they stand for.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/error.h"
#include "base/failure.h"

namespace vitviz::batch {

enum class Depth { kFolderOnly, kEverythingBelow };

struct Input {
  std::filesystem::path path;        // of the photo, or of the folder that failed
  std::filesystem::path subfolder;   // where below the given folder the photo was found
  std::optional<base::Error> error;  // why a folder yields no photo
};

// A file is taken as it is named, whatever it is: reading it will tell. A folder stands for the
// photos in it, by name: files called *.jpg, *.png, … (image/photo_format.h) in any case, neither
// hidden nor drawn by vitviz. With kEverythingBelow its subfolders follow, each after
// the photos beside it; links to folders are not followed, so no loop can catch us.
[[nodiscard]] std::vector<Input> find_photos(const std::vector<std::filesystem::path>& arguments,
                                             Depth depth);

// Whether a file is one of our own results: cat.attention.png, cat.mask.block03.head2.png, …
[[nodiscard]] bool is_own_result(const std::filesystem::path& file);

// Why each photo cannot be read, by its name and its header; nothing as soon as there is one that
// may be. So a slip of the keyboard is told of before a large model is loaded.
[[nodiscard]] std::optional<std::vector<base::Failure>> failures_of_all(
    const std::vector<Input>& inputs);

}  // namespace vitviz::batch
