// SPDX-License-Identifier: Apache-2.0
#include "model/embed.h"

#include "nn/resample_grid.h"
#include "nn/sine_positions.h"
#include "nn/step_times.h"

namespace vitviz::model {
namespace {

// [N, D], or empty.
tensor::Matrix positions_of(const Pass& pass) {
  const Weights& w = pass.weights;
  if (w.sine_positions) return nn::sine_positions(pass.grid, pass.blueprint.width);
  if (w.positions.size() == 0) return {};
  return nn::resample_grid(w.positions, pass.blueprint.trained_grid, pass.grid,
                           pass.blueprint.position_filter);
}

}  // namespace

void embed(Pass& pass, tensor::ConstMatrixRef patches) {
  const Weights& w = pass.weights;
  const int prefix = pass.blueprint.prefix_count();
  const tensor::Matrix positions = positions_of(pass);
  auto prefix_tokens = pass.s.z.topRows(prefix);
  prefix_tokens = w.prefix;
  if (w.norm_pre) w.norm_pre->apply(prefix_tokens, prefix_tokens);
  auto patch_tokens = pass.s.z.bottomRows(pass.grid.count());
  const auto embed_rows = [&](TokenRows rows, int worker) {
    const nn::StepTimer timer(pass.times, worker);
    const auto timing = timer.during(nn::Step::kPatchEmbedding);
    auto z = rows.of(patch_tokens);
    const auto pixels = rows.of(patches);
    if (w.pixel_norm) {
      tensor::Matrix normalised(pixels.rows(), pixels.cols());
      w.pixel_norm->apply(pixels, normalised);
      w.patch_embedding.apply(normalised, z);
    } else {
      w.patch_embedding.apply(pixels, z);
    }
    if (w.patch_norm) w.patch_norm->apply(z, z);
    if (positions.size() > 0) z += rows.of(positions);
    if (w.norm_pre) w.norm_pre->apply(z, z);
  };
  for_each_rows(pass.grid.count(), pass.blueprint.precision, pass.threads, pass.stop, embed_rows);
}

}  // namespace vitviz::model
