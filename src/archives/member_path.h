// SPDX-License-Identifier: Apache-2.0
// Paths that lead into an archive: "shards/000.tar/folder/0001.jpg", where shards/000.tar is no
// folder but an archive. Everybody who reads photos takes such a path like any other.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "archives/archive.h"

namespace vitviz::archives {

struct FoundMember {
  std::filesystem::path file;  // the archive's
  std::shared_ptr<const Archive> archive;
  const Member* member;  // of `archive`
};

// Nothing for a path that leads into no archive, whether there is such a file or not. Throws
// Error(kInput) where the archive has no such member, or cannot be read. Callable from several
// threads.
[[nodiscard]] std::optional<FoundMember> find_member(const std::filesystem::path& path);

// The file on the disk that a path leads to: of a member, the archive's.
[[nodiscard]] std::filesystem::path file_of(const std::filesystem::path& path);

}  // namespace vitviz::archives
