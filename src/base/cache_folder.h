// SPDX-License-Identifier: Apache-2.0
// Where the program may keep what it can get or compute again.
#pragma once

#include <filesystem>
#include <optional>

namespace vitviz::base {

// $XDG_CACHE_HOME/vitviz, or ~/.cache/vitviz; nothing when neither is known.
// (The XDG Base Directory Specification: a relative path is as good as none.)
[[nodiscard]] std::optional<std::filesystem::path> cache_folder();

}  // namespace vitviz::base
