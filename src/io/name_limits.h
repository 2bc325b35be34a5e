// SPDX-License-Identifier: Apache-2.0
// How many tensors a checkpoint of any container may have and how long their names may be: each is
// held several times over while they are sorted into a model. No checkpoint comes near this.
#pragma once

#include <cstddef>

namespace vitviz::io {

inline constexpr std::size_t kMaxTensors = 1 << 16;
inline constexpr std::size_t kMaxTensorNameBytes = 1 << 12;
inline constexpr std::size_t kMaxAllNameBytes = 1 << 23;

}  // namespace vitviz::io
