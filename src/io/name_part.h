// SPDX-License-Identifier: Apache-2.0
// Patterns for the names of tensors, whatever stands before and after them.
#pragma once

#include <string_view>

namespace vitviz::io {

// Whether whole words of `name`, one after the other, are those of `part`: words are parted by '.',
// or by '/' in `name`, and a '#' stands for a number. "layers.#.norm" is part of
// "module/layers.11.norm.weight", but not of "layers.norm" or "my_layers.0.norm".
[[nodiscard]] bool has_part(std::string_view name, std::string_view part);

}  // namespace vitviz::io
