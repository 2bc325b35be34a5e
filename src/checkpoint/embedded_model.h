// SPDX-License-Identifier: Apache-2.0
// The checkpoint that is part of the program (assets/model).
#pragma once

#include <cstddef>
#include <span>

namespace vitviz::checkpoint {

// A whole safetensors file, where it lies in the executable.
[[nodiscard]] std::span<const std::byte> embedded_model();

}  // namespace vitviz::checkpoint
