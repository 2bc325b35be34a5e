// SPDX-License-Identifier: Apache-2.0
// Which photos a call is about, as the user names them.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "inputs/find_photos.h"
#include "inputs/photo_list.h"
#include "inputs/shard.h"

namespace vitviz::inputs {

struct InputChoice {
  std::vector<std::filesystem::path> named;  // files, folders, patterns; "-": a list from stdin
  std::vector<std::filesystem::path> lists;  // files with paths of files and folders
  ListEnds list_ends = ListEnds::kLines;
  Search search;
  std::optional<Shard> shard;  // all photos when empty
  bool lists_all = false;      // also archives of other shards, whose photos are not drawn
};

// All photos that are named, those of other shards included: their places and the names of their
// results do not depend on the shard. An archive is of one shard as a whole, and the photos of
// others are not looked for unless that is asked for, since listing a thousand archives takes long.
// Throws Error(kInput) for a list that cannot be read and a pattern that nothing matches.
[[nodiscard]] std::vector<Input> find_photos(const InputChoice& choice);

// Whether an input is of the shard: all photos of an archive are of the same.
[[nodiscard]] bool belongs(const Input& input, const Shard& shard);

// Whether an input is of the shard that was chosen.
[[nodiscard]] bool is_chosen(const Input& input, const InputChoice& choice);

}  // namespace vitviz::inputs
