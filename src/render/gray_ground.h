// SPDX-License-Identifier: Apache-2.0
// The photo as a ground for colours that mean something: grey, so that none of its own is taken for
// one of them, and dark, so that they glow.
#pragma once

#include <cstdint>
#include <span>

namespace vitviz::render {

// Writes a row of dimmed grey levels. Requires: three bytes of `rgb` a level.
void gray_ground_row(std::span<const std::uint8_t> rgb, std::span<std::uint8_t> levels);

}  // namespace vitviz::render
