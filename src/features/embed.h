// SPDX-License-Identifier: Apache-2.0
// A photo → its features, for one or several choices of them in one forward pass.
#pragma once

#include <filesystem>
#include <vector>

#include "analysis/network_output.h"
#include "analysis/question.h"
#include "base/byte_budget.h"
#include "base/thread_pool.h"
#include "features/readout.h"
#include "model/vision_transformer.h"
#include "tensor/shapes.h"

namespace vitviz::features {

// What is asked of every photo. What it refers to must outlive it.
struct EmbedJob {
  const analysis::Question& question;
  const model::VisionTransformer& model;
  const std::vector<FeatureChoice>& choices;  // check_choice() was passed
  base::ByteBudget& memory;                   // in which photos are read
};

struct Embedded {
  tensor::PatchGrid grid;
  std::vector<tensor::Matrix> rows;  // of each choice: [1, width], or [N, D] of patches
};

// Throws Error(kInput) when the photo cannot be read, Error(kModel) when the model's numbers are
// broken, and Stopped.
[[nodiscard]] Embedded embed_photo(const std::filesystem::path& photo, const EmbedJob& job,
                                   base::ThreadPool& threads,
                                   const analysis::BlockObserver& on_block);

// The same of normalised patches [N, 3·P·P].
[[nodiscard]] std::vector<tensor::Matrix> embed_patches(
    tensor::ConstMatrixRef patches, tensor::PatchGrid grid, const EmbedJob& job,
    base::ThreadPool& threads, const analysis::BlockObserver& on_block = [] {});

}  // namespace vitviz::features
