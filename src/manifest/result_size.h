// SPDX-License-Identifier: Apache-2.0
// How long a result is, by which a run that goes on tells whether it is still whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace vitviz::manifest {

// In bytes; of a folder of pictures that of all files in it. Nothing where there is neither.
[[nodiscard]] std::optional<std::uint64_t> result_size(const std::filesystem::path& result);

}  // namespace vitviz::manifest
