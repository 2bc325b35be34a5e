// SPDX-License-Identifier: Apache-2.0
// NumPy's .npz: a ZIP archive, stored or deflated, of one .npy file per array.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "io/checkpoint.h"

namespace vitviz::numpy {

// Floating-point (bfloat16 as '|V2'), integer and truth-value arrays, row-major or Fortran-ordered
// (which are transposed while reading). A name loses its ".npy". Other entries, and arrays of
// texts, records or pickled objects, are no tensors and left out. `bytes` outlive the result.
// Throws Error(kModel) for an archive without arrays, and for arrays that are not as they say.
[[nodiscard]] io::Checkpoint parse_npz(std::span<const std::byte> bytes, std::string name);

}  // namespace vitviz::numpy
