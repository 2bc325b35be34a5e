// SPDX-License-Identifier: Apache-2.0
// Paths as text that JSON can hold, and back without loss.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace vitviz::manifest {

// "%25" for '%', and %XX for every byte of a name that is no UTF-8.
[[nodiscard]] std::string path_text(const std::filesystem::path& path);

[[nodiscard]] std::filesystem::path path_of(std::string_view text);

}  // namespace vitviz::manifest
