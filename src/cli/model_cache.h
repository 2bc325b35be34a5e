// SPDX-License-Identifier: Apache-2.0
// Where fetched models lie, and how -m finds them by name.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "fetch/catalogue.h"

namespace vitviz::cli {

// $XDG_CACHE_HOME/vitviz/models, or ~/.cache/vitviz/models; nothing when neither is known.
// (The XDG Base Directory Specification: a relative path is as good as none.)
[[nodiscard]] std::optional<std::filesystem::path> model_cache();

// Each model has a folder of its own, which appears when all its files are there and checked.
// What -m is to read: that folder, or the one file in it. Nothing when it has not been fetched.
[[nodiscard]] std::optional<std::filesystem::path> cached(const fetch::KnownModel& known);

// What the user meant by `-m WORD`: a file or folder of that name, or else a known model that has
// been fetched. Throws Error(kModel) that says how to fetch it, or what it may have meant.
[[nodiscard]] std::filesystem::path resolve_model(const std::filesystem::path& word);

// Throws Error(kArgument) for a name nobody knows, with the nearest one.
[[nodiscard]] const fetch::KnownModel& known_model(const std::string& name);

}  // namespace vitviz::cli
