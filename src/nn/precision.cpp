// SPDX-License-Identifier: Apache-2.0
#include "nn/precision.h"

#include "nn/matrix_product.h"

namespace vitviz::nn {
namespace {

// Whether vdpbf16ps multiplies more numbers a second than an FMA of floats.
bool has_fast_dot_product() {
#if defined(__x86_64__)
  return computes_bf16() && __builtin_cpu_is("amd") != 0;
#else
  return false;
#endif
}

bool rounding_is_faster() {
  return has_fast_dot_product() || (computes_bf16() && multiplies_in_tiles());
}

}  // namespace

Precision faster_precision() { return rounding_is_faster() ? Precision::kBf16 : Precision::kF32; }

Precision precision_here(PrecisionChoice choice) {
  if (choice == PrecisionChoice::kAuto) return faster_precision();
  const bool rounds = choice == PrecisionChoice::kBf16 && computes_bf16();
  return rounds ? Precision::kBf16 : Precision::kF32;
}

Precision precision_of_attention(Precision model) {
  return rounding_is_faster() ? model : Precision::kF32;
}

}  // namespace vitviz::nn
