// SPDX-License-Identifier: Apache-2.0
// Sizes in whole steps of what a processor takes at a time.
#pragma once

#include <cstddef>

namespace vitviz::nn {

// The smallest multiple of `step` that is not below `count`.
[[nodiscard]] constexpr std::size_t round_up(std::size_t count, std::size_t step) {
  return (count + step - 1) / step * step;
}

}  // namespace vitviz::nn
