// SPDX-License-Identifier: Apache-2.0
// Which files are pictures that vitviz drew: a folder of photos may hold them as well.
#pragma once

#include <filesystem>

namespace vitviz::inputs {

// By its name: cat.attention.png, cat.mask.block03.head2.png, …
[[nodiscard]] bool is_own_result(const std::filesystem::path& file);

}  // namespace vitviz::inputs
