// SPDX-License-Identifier: Apache-2.0
// Whether a file is still what it was, without reading it.
#pragma once

#include <filesystem>
#include <string>

namespace vitviz::manifest {

// Its size in bytes and the time of its last change in nanoseconds, "84512 1764256000123456789";
// empty where there is no such regular file.
[[nodiscard]] std::string stamp_of(const std::filesystem::path& file);

}  // namespace vitviz::manifest
