// SPDX-License-Identifier: Apache-2.0
#include "commands/found_photos.h"

#include <algorithm>
#include <cstddef>

#include "batch/inputs.h"

namespace vitviz::commands {

FoundPhotos find_photos(const std::vector<std::filesystem::path>& inputs, bool recursive,
                        const Context& context, const OnFailed& on_failed) {
  const batch::Depth depth = recursive ? batch::Depth::kEverythingBelow : batch::Depth::kFolderOnly;
  const std::vector<batch::Input> found = batch::find_photos(inputs, depth);
  FoundPhotos photos;
  const auto tell_of = [&](const std::filesystem::path& path, const base::Failure& failure) {
    context.messages.error(failure);
    on_failed(path, failure);
    photos.worst = std::max(photos.worst.value_or(failure.code), failure.code);
  };
  if (const auto failures = batch::failures_of_all(found)) {
    for (std::size_t i = 0; i < found.size(); ++i) tell_of(found[i].path, (*failures)[i]);
    return photos;
  }
  for (const batch::Input& input : found) {
    if (input.error) {
      tell_of(input.path, {input.error->code(), input.error->what(), input.error->hint()});
    } else {
      photos.paths.push_back(input.path);
    }
  }
  return photos;
}

}  // namespace vitviz::commands
