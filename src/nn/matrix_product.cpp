// SPDX-License-Identifier: Apache-2.0
// The choice of who multiplies. oneDNN is the fastest with AVX-512. Below that, its products are
// slower than the panels of attention, and add in another order for other numbers of rows. With
// AMX, panels are faster in both precisions, because they fetch weights in time. On processors
// other than x86-64, Debian's oneDNN has plain loops alone.
#include "nn/matrix_product.h"

#include "base/check.h"
#include "nn/panel_product.h"
#include "nn/panel_product_amx.h"
#include "nn/panel_weights.h"

#if defined(__x86_64__)
#include "nn/onednn_weights.h"
#endif

namespace vitviz::nn {

#if defined(__x86_64__)

bool multiplies_bf16() { return onednn_has_avx512(); }
bool multiplies_in_tiles() { return onednn_has_amx() && has_amx(); }

#else

bool multiplies_bf16() { return false; }
bool multiplies_in_tiles() { return false; }

#endif

namespace {

std::unique_ptr<const WeightProduct> pack(tensor::ConstMatrixRef weights, Precision precision) {
#if defined(__x86_64__)
  if (multiplies_by_onednn()) return std::make_unique<OnednnWeights>(weights, precision);
#endif
  return std::make_unique<PanelWeights>(weights, precision);
}

}  // namespace

bool multiplies_by_onednn() { return multiplies_bf16() && !multiplies_in_tiles(); }

RowParts row_parts(Precision precision) {
  // Processors with AMX have twice the second-level cache of those before.
  const int usual = multiplies_in_tiles() ? 128 : 64;
  return {multiplies_by_onednn() ? 1 : static_cast<int>(panel_product(precision).rows), usual};
}

PackedWeights::PackedWeights(tensor::ConstMatrixRef weights, Precision precision)
    : product_(pack(weights, precision)) {}

void PackedWeights::multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias,
                             tensor::MatrixRef y, Store store) const {
  VITVIZ_CHECK(product_ != nullptr);
  product_->multiply(x, bias, y, store);
}

}  // namespace vitviz::nn
