// SPDX-License-Identifier: Apache-2.0
// A layer's weights in oneDNN's layout, for x86-64 with AVX-512: it picks the instructions of this
// processor at run time. It appears nowhere but in onednn_weights.cpp.
#pragma once

#include <memory>

#include "nn/precision.h"
#include "nn/weight_product.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

// What oneDNN may use of the processor.
[[nodiscard]] bool onednn_has_avx512();
[[nodiscard]] bool onednn_has_amx();

class OnednnWeights final : public WeightProduct {
 public:
  OnednnWeights(tensor::ConstMatrixRef weights, Precision precision);
  ~OnednnWeights() override;

  void multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias, tensor::MatrixRef y,
                Store store) const override;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace vitviz::nn
