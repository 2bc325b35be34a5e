// SPDX-License-Identifier: Apache-2.0
// The products of bfloat16 numbers, for processors that have AVX-512 BF16.
#pragma once

#include <cstddef>

#include "nn/panel_product.h"

namespace vitviz::nn {

// Floats to bfloat16 numbers, rounded to nearest even. Requires: computes_bf16().
void round_to_bf16(const float* values, std::size_t count, void* elements);

// Requires: computes_bf16().
[[nodiscard]] const PanelProduct& panel_product_bf16();

}  // namespace vitviz::nn
