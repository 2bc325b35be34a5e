// SPDX-License-Identifier: Apache-2.0
// One run of the network over one photo: what all its steps have in common.
#pragma once

#include <stop_token>

#include "base/thread_pool.h"
#include "model/blueprint.h"
#include "model/observers.h"
#include "model/request.h"
#include "model/token_rows.h"
#include "model/weights.h"
#include "model/workspace.h"
#include "nn/rotary.h"
#include "nn/step_times.h"
#include "tensor/shapes.h"

namespace vitviz::model {

struct Pass {
  // What is handed in must outlive the pass.
  Pass(const Blueprint& blueprint, const Weights& weights, tensor::PatchGrid grid,
       const Request& request, base::ThreadPool& threads, const std::stop_token& stop);

  const Blueprint& blueprint;
  const Weights& weights;
  tensor::PatchGrid grid;
  base::ThreadPool& threads;
  const std::stop_token& stop;
  nn::StepTimes* times;  // may be null
  Observers observers;

  int tokens;                // T
  int blocks;                // so many are computed
  bool finishes_last_block;  // or else that one ends with its attention
  nn::Rotation rotation;     // empty without rotary positions
  Workspace s;

  [[nodiscard]] bool finishes(int block) const { return block + 1 < blocks || finishes_last_block; }
  [[nodiscard]] const BlockWeights& weights_of(int block) const {
    return weights.blocks[static_cast<std::size_t>(block)];
  }
  [[nodiscard]] RowScratch& scratch_of(int worker) {
    return s.rows[static_cast<std::size_t>(worker)];
  }
  [[nodiscard]] int prefix_rows(TokenRows rows) const {
    return rows_before(blueprint.prefix_count(), rows);
  }
};

}  // namespace vitviz::model
