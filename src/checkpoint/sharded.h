// SPDX-License-Identifier: Apache-2.0
// A checkpoint in several files beside one another, joined by an index:
//
//   {"metadata": {"total_size": 123}, "weight_map": {"norm.weight":
//   "model-00001-of-00002.safetensors"}}
#pragma once

#include <filesystem>
#include <functional>

#include "io/checkpoint.h"

namespace vitviz::checkpoint {

using ReadFile = std::function<io::Checkpoint(const std::filesystem::path&)>;

// `index` is a *.index.json; `read_shard` reads each file it names. Keys below "metadata" join the
// shards' own metadata. Throws Error(kModel) that lists the shards that are missing, when a tensor
// is not in the shard that the index names or is in two, and for shards in other folders.
[[nodiscard]] io::Checkpoint read_sharded(const std::filesystem::path& index,
                                          const ReadFile& read_shard);

}  // namespace vitviz::checkpoint
