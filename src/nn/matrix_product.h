// SPDX-License-Identifier: Apache-2.0
// Matrix products, on the calling thread. All of them are computed by oneDNN, which picks the
// instructions of this processor at run time and appears nowhere but in matrix_product.cpp.
#pragma once

#include <memory>

#include "nn/activation.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

enum class Transposed { kNo, kYes };

// What becomes of a plain product.
struct Product {
  float factor = 1;            // multiplies it
  bool add_to_output = false;  // c += … instead of c = …
};

// c [m, n] = factor · a [m, k] · b, where b is [k, n], or [n, k] when it is to be transposed.
void multiply(tensor::ConstMatrixRef a, tensor::ConstMatrixRef b, Transposed b_transposed,
              tensor::MatrixRef c, Product product = {});

// What happens to a product before it is stored.
struct Epilogue {
  Activation activation = Activation::kNone;
  bool add_to_output = false;  // y += … instead of y = …: the residual connection
};

// Weights [out, in] copied once into the layout that the product reads fastest.
class PackedWeights {
 public:
  PackedWeights();  // without weights: only to be assigned to
  explicit PackedWeights(tensor::ConstMatrixRef weights);
  PackedWeights(PackedWeights&&) noexcept;
  PackedWeights& operator=(PackedWeights&&) noexcept;
  ~PackedWeights();

  // y [rows, out] = epilogue(x [rows, in] · weightsᵀ + bias [out]). Callable from several threads.
  void multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias, tensor::MatrixRef y,
                const Epilogue& epilogue) const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace vitviz::nn
