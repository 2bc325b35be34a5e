// SPDX-License-Identifier: Apache-2.0
// The smallest whole ViT classifier, for tests, benchmarks and lessons: from an image to logits,
// with random weights that a seed fixes (model/random_model.h says how they are drawn).
//
//   x      = patches(image) E                     [N, D]
//   x      = [CLS; x] + positions                 [N + 1, D], CLS at 0
//   x      = x + MSA(LN(x)), x = x + MLP(LN(x))   once for each layer; GELU in its exact form
//   logits = LN(x)[0] W                           [num_classes]
//
// An image of 4 × 4 × 3 and patches of 2 × 2 make five tokens: CLS, and four patches of 12 numbers.
#pragma once

#include <cstdint>
#include <span>

#include "tensor/shapes.h"

namespace vitviz::model {

// [H, W, C]: rows from the top, pixels from the left, the channels of a pixel side by side.
struct ImageView {
  std::span<const float> values;
  int height = 0;
  int width = 0;
  int channels = 0;
};

// The logits [num_classes], the same for any machine and library but for the rounding of 32-bit
// sums. The image's values are taken as they are: bring them to about [−1, 1].
//
// Throws Error(kArgument) when a size is below 1, the image has not H · W · C values, its sides are
// no multiples of patch_size, or d_model is none of num_heads; and Error(kModel) for values that
// make the pass overflow.
[[nodiscard]] tensor::Vector vit_cls_forward(std::uint64_t seed, const ImageView& image,
                                             int patch_size, int d_model, int num_heads, int d_ff,
                                             int num_layers, int num_classes);

}  // namespace vitviz::model
