// SPDX-License-Identifier: Apache-2.0
// The photos that the INPUTs of a command stand for.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/error.h"
#include "commands/context.h"

namespace vitviz::commands {

struct FoundPhotos {
  std::vector<std::filesystem::path> paths;
  std::optional<base::ErrorCode> worst;  // of folders that yield none; always where there is none
};

// Tells of every folder without photos; and of every photo where none can be read, before a large
// model is loaded: then there are no paths.
[[nodiscard]] FoundPhotos find_photos(const std::vector<std::filesystem::path>& inputs,
                                      bool recursive, const Context& context);

}  // namespace vitviz::commands
