// SPDX-License-Identifier: Apache-2.0
// The choice of who multiplies. oneDNN is fast by code that it writes for x86-64 at run time; on
// other processors Debian's has plain loops alone, and the panels of attention are faster.
#include "nn/matrix_product.h"

#include "base/check.h"

#if defined(__x86_64__)
#include "nn/onednn_weights.h"
#else
#include "nn/panel_weights.h"
#endif

namespace vitviz::nn {

#if defined(__x86_64__)
using Chosen = OnednnWeights;
#else
using Chosen = PanelWeights;
#endif

struct PackedWeights::Implementation : Chosen {
  using Chosen::Chosen;
};

PackedWeights::PackedWeights() = default;
PackedWeights::PackedWeights(tensor::ConstMatrixRef weights, Precision precision)
    : implementation_(std::make_unique<Implementation>(weights, precision)) {}
PackedWeights::PackedWeights(PackedWeights&&) noexcept = default;
PackedWeights& PackedWeights::operator=(PackedWeights&&) noexcept = default;
PackedWeights::~PackedWeights() = default;

void PackedWeights::multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias,
                             tensor::MatrixRef y, Store store) const {
  VITVIZ_CHECK(implementation_ != nullptr);
  implementation_->multiply(x, bias, y, store);
}

int rows_together() { return Chosen::rows_together(); }
bool multiplies_bf16() { return Chosen::multiplies_bf16(); }
bool multiplies_in_tiles() { return Chosen::multiplies_in_tiles(); }

}  // namespace vitviz::nn
