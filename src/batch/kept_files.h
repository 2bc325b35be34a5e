// SPDX-License-Identifier: Apache-2.0
// Files that no result of a call may take the place of: what the call reads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <utility>

namespace vitviz::batch {

class KeptFiles {
 public:
  // Each path stands for the file that it leads to, and for itself where it is a link; a member of
  // an archive for the archive. What cannot be found is left out.
  void keep(const std::filesystem::path& read);

  // Whether `path` is one of them, under whatever name.
  [[nodiscard]] bool contains(const std::filesystem::path& path) const;

 private:
  std::set<std::pair<std::uint64_t, std::uint64_t>> files_;  // device and inode
};

}  // namespace vitviz::batch
