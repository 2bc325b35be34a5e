// SPDX-License-Identifier: Apache-2.0
// How exactly products of matrices are computed.
#pragma once

namespace vitviz::nn {

enum class Precision {
  kF32,
  // Operands are rounded to bfloat16, which has 8 significant bits; sums are 32-bit floats.
  // Everything between products stays as it is.
  kBf16,
};

// Whether this processor multiplies bfloat16 numbers by itself, and oneDNN may let it.
[[nodiscard]] bool computes_bf16();

}  // namespace vitviz::nn
