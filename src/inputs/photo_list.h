// SPDX-License-Identifier: Apache-2.0
// Lists of photos that others made: find, fd, a data base.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace vitviz::inputs {

enum class ListEnds {
  kLines,  // a path in each line; where there is a NUL byte, each path ends with one instead
  kNul,    // even the only one
};

// The paths in a file, or in what comes from standard input where it is called "-". Empty lines and
// the mark of UTF-8 at the start are no paths; lines may end as Windows ends them.
// Throws Error(kInput) when it cannot be read, names no photo, or is no list.
[[nodiscard]] std::vector<std::filesystem::path> read_photo_list(const std::filesystem::path& list,
                                                                 ListEnds ends);

}  // namespace vitviz::inputs
