// SPDX-License-Identifier: Apache-2.0
// The manifests in folders of results: of a run, and of its shards.
#pragma once

#include <filesystem>
#include <vector>

namespace vitviz::manifest {

// Folder by folder; in each the shards by their numbers, and last the manifest of no shard. A
// folder that is named twice counts once. Throws Error(kInput) for a folder that cannot be read or
// has none.
[[nodiscard]] std::vector<std::filesystem::path> find_manifests(
    const std::vector<std::filesystem::path>& folders);

}  // namespace vitviz::manifest
