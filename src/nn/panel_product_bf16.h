// SPDX-License-Identifier: Apache-2.0
// The products of bfloat16 numbers, for processors that have AVX-512 BF16.
#pragma once

#include "nn/panel_product.h"

namespace vitviz::nn {

// Requires: computes_bf16().
[[nodiscard]] const PanelProduct& panel_product_bf16();

}  // namespace vitviz::nn
