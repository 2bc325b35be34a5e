// SPDX-License-Identifier: Apache-2.0
// Products with a layer's weights, on the calling thread: by oneDNN where the processor has
// AVX-512, by panels elsewhere and in AMX's tiles.
#pragma once

#include <memory>

#include "nn/precision.h"
#include "nn/weight_product.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

// In what parts a thread best takes rows of x through several layers. A row's product is the same,
// to the last bit, in whatever part.
struct RowParts {
  int unit;  // those that begin at multiples of this waste the least time
  // The hidden layer of so many rows stays in the cache, and they use each weight that comes from
  // memory often enough.
  int usual;
};
[[nodiscard]] RowParts row_parts(Precision precision);

// Whether layers are multiplied by oneDNN.
[[nodiscard]] bool multiplies_by_onednn();

// Whether products of bfloat16 are among oneDNN's, as far as ONEDNN_MAX_CPU_ISA lets it see what
// the processor has.
[[nodiscard]] bool multiplies_bf16();

// Whether they are multiplied in AMX's tiles, likewise.
[[nodiscard]] bool multiplies_in_tiles();

// Weights [out, in] copied once into the layout that the product reads fastest.
class PackedWeights {
 public:
  PackedWeights() = default;  // without weights: only to be assigned to
  PackedWeights(tensor::ConstMatrixRef weights, Precision precision);

  // As WeightProduct::multiply.
  void multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias, tensor::MatrixRef y,
                Store store) const;

 private:
  std::unique_ptr<const WeightProduct> product_;
};

}  // namespace vitviz::nn
