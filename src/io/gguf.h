// SPDX-License-Identifier: Apache-2.0
// GGUF, versions 2 and 3, as ggml's tools write it.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "io/checkpoint.h"

namespace vitviz::io {

// F32, F16, BF16 tensors as they are, Q8_0 unpacked to F32. Scalars and strings among the key-value
// pairs become metadata. Dimensions are given in the order of the other containers, outermost first.
// `bytes` outlive the result.
[[nodiscard]] Checkpoint parse_gguf(std::span<const std::byte> bytes, std::string name);

}  // namespace vitviz::io
