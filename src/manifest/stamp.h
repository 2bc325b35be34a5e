// SPDX-License-Identifier: Apache-2.0
// Whether a file is still what it was, without reading it.
#pragma once

#include <filesystem>
#include <string>

namespace vitviz::manifest {

// Its size in bytes and the time of its last change in nanoseconds, "84512 1764256000123456789"; of
// a member of an archive, those of the archive, and the member's place and size. Empty where there
// is no such regular file.
[[nodiscard]] std::string stamp_of(const std::filesystem::path& photo);

}  // namespace vitviz::manifest
