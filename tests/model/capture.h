// SPDX-License-Identifier: Apache-2.0
// One forward pass with its attention and result, and inputs in the form the references store.
#pragma once

#include "model/attention_observer.h"
#include "model/observed_queries.h"
#include "model/vision_transformer.h"
#include "support/npy_reader.h"
#include "tensor/attention_maps.h"

namespace vitviz::test {

struct Captured {
  tensor::AttentionMaps attention;  // [L, H, rows, cols]: of CLS, or the patches' mean
  model::Result result;
};

inline Captured capture(const model::VisionTransformer& model, tensor::ConstMatrixRef patches,
                        tensor::PatchGrid grid, model::Goal goal, int thread_count = 2) {
  base::ThreadPool threads(thread_count);
  Captured captured{{model.blueprint().blocks, model.blueprint().heads, grid}, {}};
  model::AttentionObserver keep(model::observed_queries(model.blueprint(), grid),
                                [&](int block, tensor::ConstMatrixRef rows) {
                                  captured.attention.block(block) = rows.rightCols(grid.count());
                                });
  captured.result = model.forward(patches, grid, {goal, {&keep}}, threads);
  return captured;
}

inline tensor::PatchGrid grid_of(const Array& input, int patch) {
  return {static_cast<int>(input.shape[1]) / patch, static_cast<int>(input.shape[2]) / patch};
}

// A normalised photo [3, H, W] → its patches [N, 3·P·P], in the order of a convolution's weights.
inline tensor::Matrix cut_patches(const Array& input, int patch) {
  const tensor::PatchGrid grid = grid_of(input, patch);
  const auto width = static_cast<int>(input.shape[2]);
  const auto height = static_cast<int>(input.shape[1]);
  tensor::Matrix patches(grid.count(), 3 * patch * patch);
  for (int i = 0; i < grid.count(); ++i) {
    for (int j = 0; j < 3 * patch * patch; ++j) {
      const int channel = j / (patch * patch);
      const int y = i / grid.cols * patch + j / patch % patch;
      const int x = i % grid.cols * patch + j % patch;
      patches(i, j) = input.values[static_cast<std::size_t>((channel * height + y) * width + x)];
    }
  }
  return patches;
}

}  // namespace vitviz::test
