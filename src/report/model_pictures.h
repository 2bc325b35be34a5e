// SPDX-License-Identifier: Apache-2.0
// What a model looks like before it has seen a photo: the filters of its patch embedding and how
// similar its position embeddings are (Dosovitskiy et al., 2021, figure 7).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/vision_transformer.h"
#include "tensor/grid.h"

namespace vitviz::report {

struct FilterPictures {
  int count = 0;
  std::vector<std::uint8_t> rgb;  // [count, P, P, 3]
};

// The principal components of the D filters, those of greatest variance first, at most 28. Each is
// scaled so that its largest magnitude is white or black and 0 is the grey in the middle.
[[nodiscard]] FilterPictures filter_pictures(const model::VisionTransformer& model);

struct PositionSimilarity {
  tensor::PatchGrid grid;
  std::vector<std::int8_t> cosines;  // [n, n]: 127 is 1
};

// Of the positions of the trained grid, at most 16 x 16 of them, evenly; nothing for a model
// without a table of them.
[[nodiscard]] std::optional<PositionSimilarity> position_similarity(
    const model::VisionTransformer& model);

}  // namespace vitviz::report
