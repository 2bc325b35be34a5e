// SPDX-License-Identifier: Apache-2.0
// NumPy's .npz: a ZIP archive, stored or deflated, of one .npy file per array.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "io/checkpoint.h"

namespace vitviz::io {

// float16, float32, bfloat16 (as '|V2') and integer arrays, row-major or Fortran-ordered (which are
// transposed while reading). A name loses its ".npy". `bytes` outlive the result.
[[nodiscard]] Checkpoint parse_npz(std::span<const std::byte> bytes, std::string name);

}  // namespace vitviz::io
