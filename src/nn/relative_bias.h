// SPDX-License-Identifier: Apache-2.0
// The learned bias that BEiT adds to attention scores, by how far apart query and key lie.
//
// Reference: microsoft/unilm, beit/modeling_finetune.py, RelativePositionBias.
#pragma once

#include "nn/resample_grid.h"
#include "nn/score_bias.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

// `table` [(2·rows − 1)·(2·cols − 1) + 3, H] belongs to the grid it was trained on: a row for each
// distance, then one each for CLS to patch, patch to CLS and CLS to CLS.
// On another `grid` the distances' part is resampled by `filter`.
// The result expects one prefix token before the patches.
[[nodiscard]] ScoreBias relative_position_bias(tensor::ConstMatrixRef table,
                                               tensor::PatchGrid trained, tensor::PatchGrid grid,
                                               GridFilter filter);

}  // namespace vitviz::nn
