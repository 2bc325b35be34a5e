// SPDX-License-Identifier: Apache-2.0
// Files and folders → the photos they stand for.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "analysis/question.h"
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
  std::filesystem::path path;        // of the photo, or of the folder or archive that failed
  std::filesystem::path subfolder;   // where below the given folder the photo was found
  std::optional<base::Error> error;  // why a folder or archive yields no photo, or no more

  bool is_named = false;               // and was not found in a folder
  std::filesystem::path archive = {};  // in which it was found
  bool is_unlisted = false;            // stands for all photos of `archive`, not looked for
};

// Of which archives the photos are looked for.
using IsListed = std::function<bool(const std::filesystem::path& archive)>;

// A file is taken as it is named, whatever it is: reading it will tell. A folder stands for the
// photos in it, by name: files with a photo's ending (image::has_photo_extension), neither hidden
// nor drawn by vitviz. Its archives (archives::has_archive_extension) follow, and with
// kEverythingBelow its subfolders, each after the photos beside it. A link that leads back to a
// folder above it is left out. An archive, told by its content unless it is called like a photo,
// stands for the photos in it (archive_photos.h).
[[nodiscard]] std::vector<Input> find_photos(
    const std::vector<std::filesystem::path>& arguments, const Search& search,
    const IsListed& is_listed = [](const std::filesystem::path&) { return true; });

enum class Videos { kRefused, kTaken };

// Why each photo cannot be read as is asked, by its name and its header; nothing as soon as there
// is one that may be. So a slip of the keyboard is told of before a large model is loaded. Where
// videos are taken, one may be read if there is an ffmpeg.
[[nodiscard]] std::optional<std::vector<base::Failure>> failures_of_all(
    const std::vector<Input>& inputs, const analysis::Question& question,
    Videos videos = Videos::kRefused);

}  // namespace vitviz::inputs
