// SPDX-License-Identifier: Apache-2.0
// The photos that the INPUTs of a command stand for.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "analysis/question.h"
#include "base/error.h"
#include "base/failure.h"
#include "commands/context.h"
#include "inputs/choice.h"

namespace vitviz::commands {

struct FoundPhotos {
  std::vector<std::filesystem::path> paths;
  std::optional<base::ErrorCode> worst;  // of folders that yield none; always where there is no
                                         // photo at all, but for an empty shard
};

// Hears of a photo or folder that failed, after the user was told.
using OnFailed = std::function<void(const std::filesystem::path&, const base::Failure&)>;

// Tells of every folder without photos; and of every photo where none can be read, before a large
// model is loaded: then there are no paths.
[[nodiscard]] FoundPhotos find_photos(
    const inputs::InputChoice& choice, const analysis::Question& question, const Context& context,
    const OnFailed& on_failed = [](const std::filesystem::path&, const base::Failure&) {});

}  // namespace vitviz::commands
