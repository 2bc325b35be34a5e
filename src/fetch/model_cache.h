// SPDX-License-Identifier: Apache-2.0
// Where fetched models lie, and how they are found by name.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "fetch/catalogue.h"

namespace vitviz::fetch {

// The folder of models in base::cache_folder(); nothing when that is not known.
[[nodiscard]] std::optional<std::filesystem::path> model_cache();

// Each model has a folder of its own, which appears when all its files are there and checked.
// What is to be read: that folder, or the file in it that was fetched, whatever lies beside it.
// Nothing when it has not been fetched. Throws Error(kModel) for a link, and for what is no file.
[[nodiscard]] std::optional<std::filesystem::path> cached(const KnownModel& known);

// Whether cached() returns something.
[[nodiscard]] bool is_cached(const KnownModel& known);

// What somebody means who calls a model WORD: a file or folder of that name, or else a known model
// that has been fetched. Throws Error(kModel) that says how to fetch it, or what it may have meant.
[[nodiscard]] std::filesystem::path resolve_model(const std::filesystem::path& word);

// What to do about a name that nobody knows: the nearest one, and where all are listed.
[[nodiscard]] std::string hint_for_unknown(const std::string& name);

}  // namespace vitviz::fetch
