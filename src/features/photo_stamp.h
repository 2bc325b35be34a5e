// SPDX-License-Identifier: Apache-2.0
// Which file a photo is, and whether it is still the one that was seen before.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <tuple>

namespace vitviz::features {

// Two looks at one path that give the same stamp saw the same bytes. Of a member of an archive, the
// times are the archive's. The inode is no part of it:
// file systems of memory cards give a file another one each time.
struct PhotoStamp {
  std::int64_t bytes = 0;
  std::int64_t written = 0;  // when its bytes last changed, in nanoseconds since 1970
  std::int64_t changed = 0;  // when anything about it did: another file of this name, for one

  friend bool operator==(const PhotoStamp&, const PhotoStamp&) = default;
};

struct PhotoLook {
  PhotoStamp stamp;
  // Device, inode, and the place in an archive (0 for a file): equal for names of one photo.
  std::tuple<std::uint64_t, std::uint64_t, std::uint64_t> file;
};

// Follows links. Nothing where there is no such file or it may not be looked at, and for pipes and
// the like, which give other bytes each time.
[[nodiscard]] std::optional<PhotoLook> look_at(const std::filesystem::path& photo);

}  // namespace vitviz::features
