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

// The precision that takes less time on this processor.
//
// Measured on one core, in GFLOP/s, f32 and bf16: AMD Zen 5, 255 and 490; Intel Sapphire Rapids
// without AMX, 144 and 80, because its vdpbf16ps takes two cycles where an FMA takes a half. With
// AMX it is 1100 to 1600. Other processors with AVX-512 BF16 were not measured: there it is f32.
[[nodiscard]] Precision faster_precision();

// What the user asks for, and what that comes to here: of bf16, f32 where the processor does not
// compute it by itself, which gives the same result but for the rounding.
enum class PrecisionChoice { kAuto, kF32, kBf16 };
[[nodiscard]] Precision precision_here(PrecisionChoice choice);

// The precision of the products between queries, keys and values in a model of this precision:
// where it is slower, they are not rounded.
[[nodiscard]] Precision precision_of_attention(Precision model);

}  // namespace vitviz::nn
