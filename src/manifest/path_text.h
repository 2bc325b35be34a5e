// SPDX-License-Identifier: Apache-2.0
// Paths as text that JSON can hold, and back without loss; and as numbers, which are shorter.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace vitviz::manifest {

// "%25" for '%', and %XX for every byte of a name that is no UTF-8.
[[nodiscard]] std::string path_text(const std::filesystem::path& path);

[[nodiscard]] std::filesystem::path path_of(std::string_view text);

// The same for the same path, as it is written.
[[nodiscard]] std::uint64_t hash_of(const std::filesystem::path& path);

}  // namespace vitviz::manifest
