// SPDX-License-Identifier: Apache-2.0
// Rows of numbers as a product reads them.
#pragma once

#include "nn/panel_product.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

// x [rows, depth] as the product's elements, padded with 0 to whole steps of rows and of depth:
// rounded, or x itself where it is what the product reads. Valid until the thread's next call.
[[nodiscard]] PanelRows panel_rows(const PanelProduct& product, tensor::ConstMatrixRef x);

}  // namespace vitviz::nn
