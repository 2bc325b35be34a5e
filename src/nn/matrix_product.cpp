// SPDX-License-Identifier: Apache-2.0
// The choice of who multiplies. oneDNN is the fastest with AVX-512. Below that, its products are
// slower than the panels of attention, and add in another order for other numbers of rows; on
// processors other than x86-64, Debian's has plain loops alone.
#include "nn/matrix_product.h"

#include "base/check.h"
#include "nn/panel_product.h"
#include "nn/panel_weights.h"

#if defined(__x86_64__)
#include "nn/onednn_weights.h"
#endif

namespace vitviz::nn {

#if defined(__x86_64__)

int rows_together() { return onednn_has_avx512() ? 1 : static_cast<int>(PanelProduct::kRows); }
bool multiplies_bf16() { return onednn_has_avx512(); }
bool multiplies_in_tiles() { return onednn_has_amx(); }

PackedWeights::PackedWeights(tensor::ConstMatrixRef weights, Precision precision) {
  if (onednn_has_avx512()) {
    product_ = std::make_unique<OnednnWeights>(weights, precision);
  } else {
    product_ = std::make_unique<PanelWeights>(weights, precision);
  }
}

#else

int rows_together() { return static_cast<int>(PanelProduct::kRows); }
bool multiplies_bf16() { return false; }
bool multiplies_in_tiles() { return false; }

PackedWeights::PackedWeights(tensor::ConstMatrixRef weights, Precision precision)
    : product_(std::make_unique<PanelWeights>(weights, precision)) {}

#endif

void PackedWeights::multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias,
                             tensor::MatrixRef y, Store store) const {
  VITVIZ_CHECK(product_ != nullptr);
  product_->multiply(x, bias, y, store);
}

}  // namespace vitviz::nn
