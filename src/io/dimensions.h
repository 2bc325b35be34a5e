// SPDX-License-Identifier: Apache-2.0
// A tensor's dimensions, for whoever knows how many there should be. A checkpoint may hold any
// number of them under any name, so that none is taken from a shape before they were counted.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "io/checkpoint.h"

namespace vitviz::io {

// The dimensions of a shape that has `Rank` of them; nothing otherwise.
template <std::size_t Rank>
[[nodiscard]] std::optional<std::array<std::int64_t, Rank>> dimensions(const Shape& shape) {
  if (shape.size() != Rank) return std::nullopt;
  std::array<std::int64_t, Rank> result{};
  std::copy(shape.begin(), shape.end(), result.begin());
  return result;
}

}  // namespace vitviz::io
