// SPDX-License-Identifier: Apache-2.0
// The photos in archives.
#pragma once

#include <filesystem>
#include <vector>

#include "inputs/find_photos.h"

namespace vitviz::inputs {

// Stands for the photos of an archive, until these are looked for.
[[nodiscard]] Input unlisted(const std::filesystem::path& archive,
                             const std::filesystem::path& subfolder);

// Puts the photos of each archive in its place, in their order in the archive: those called like
// photos, neither hidden nor drawn by vitviz, of all its folders. They are named
// "shard.tar/folder/0001.jpg", and their subfolder is a folder called like the archive without its
// ending, which is no folder of others ("shard", "shard-2"). An archive that breaks off, or yields
// no photo, is told of behind them; but not one without photos that only lay in a folder. A file
// that is no archive stands for itself, where it was named. Archives that are not to be listed stay
// as they are, and the subfolders do not depend on which these are.
[[nodiscard]] std::vector<Input> with_photos_of_archives(std::vector<Input> inputs,
                                                         const Search& search,
                                                         const IsListed& is_listed);

}  // namespace vitviz::inputs
