// SPDX-License-Identifier: Apache-2.0
#include "commands/found_photos.h"

#include <algorithm>
#include <cstddef>

#include "inputs/find_photos.h"

namespace vitviz::commands {

FoundPhotos find_photos(const inputs::InputChoice& choice, const analysis::Question& question,
                        const Context& context, const OnFailed& on_failed) {
  std::vector<inputs::Input> found = inputs::find_photos(choice);
  std::erase_if(found, [&](const inputs::Input& input) { return !is_chosen(input, choice); });
  FoundPhotos photos;
  const auto tell_of = [&](const std::filesystem::path& path, const base::Failure& failure) {
    context.messages.error(failure);
    on_failed(path, failure);
    photos.worst = std::max(photos.worst.value_or(failure.code), failure.code);
  };
  if (found.empty()) context.messages.note("no photo is of this shard");
  if (const auto failures = inputs::failures_of_all(found, question)) {
    for (std::size_t i = 0; i < found.size(); ++i) tell_of(found[i].path, (*failures)[i]);
    return photos;
  }
  for (const inputs::Input& input : found) {
    if (input.error) {
      tell_of(input.path, {input.error->code(), input.error->what(), input.error->hint()});
    } else {
      photos.paths.push_back(input.path);
    }
  }
  return photos;
}

}  // namespace vitviz::commands
