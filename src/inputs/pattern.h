// SPDX-License-Identifier: Apache-2.0
// Patterns such as "photos/*.jpg" that no shell has expanded, because they were quoted or there
// were too many matches for one command line.
#pragma once

#include <filesystem>
#include <vector>

namespace vitviz::inputs {

// The files that match, by name, as POSIX's glob() finds them: *, ?, [a-z], but no **. What exists
// under the very name, leads into an archive, or is no pattern, stands for itself. Throws
// Error(kInput) where none matches.
[[nodiscard]] std::vector<std::filesystem::path> expand_pattern(
    const std::filesystem::path& argument);

}  // namespace vitviz::inputs
