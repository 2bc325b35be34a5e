// SPDX-License-Identifier: Apache-2.0
// The products of bfloat16 numbers in AMX's tiles.
#pragma once

#include "nn/panel_product.h"

namespace vitviz::nn {

// Whether the processor has the tiles and the system lets this program use them.
[[nodiscard]] bool has_amx();

// Requires: has_amx().
[[nodiscard]] const PanelProduct& panel_product_amx();

}  // namespace vitviz::nn
