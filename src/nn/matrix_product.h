// SPDX-License-Identifier: Apache-2.0
// Products with a layer's weights, on the calling thread: by oneDNN on x86-64, by panels elsewhere.
#pragma once

#include <memory>

#include "nn/precision.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

enum class Store {
  kReplace,  // y = …
  kAdd,      // y += …: the residual connection
};

// Products of parts of x are those of x to the last bit if the parts begin at multiples of this.
[[nodiscard]] int rows_together();

// Whether products of bfloat16 are among oneDNN's, as far as ONEDNN_MAX_CPU_ISA lets it see what
// the processor has.
[[nodiscard]] bool multiplies_bf16();

// Whether it multiplies them by AMX, likewise.
[[nodiscard]] bool multiplies_in_tiles();

// Weights [out, in] copied once into the layout that the product reads fastest.
class PackedWeights {
 public:
  PackedWeights();  // without weights: only to be assigned to
  PackedWeights(tensor::ConstMatrixRef weights, Precision precision);
  PackedWeights(PackedWeights&&) noexcept;
  PackedWeights& operator=(PackedWeights&&) noexcept;
  ~PackedWeights();

  // Stores x [rows, in] · weightsᵀ + bias [out] in y [rows, out]. Callable from several threads.
  void multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias, tensor::MatrixRef y,
                Store store) const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace vitviz::nn
