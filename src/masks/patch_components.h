// SPDX-License-Identifier: Apache-2.0
// Which marked patches hang together: neighbours are above, below, left and right.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tensor/grid.h"

namespace vitviz::masks {

// Of the marked patches [N], those that are joined to `seed` by a path of marked patches. Nothing
// when the seed itself is not marked.
// Requires: N = grid.count(); 0 <= seed < N.
[[nodiscard]] std::vector<std::uint8_t> component_of(std::span<const std::uint8_t> marked,
                                                     tensor::PatchGrid grid, int seed);

}  // namespace vitviz::masks
