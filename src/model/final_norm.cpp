// SPDX-License-Identifier: Apache-2.0
#include "model/final_norm.h"

#include "model/token_rows.h"

namespace vitviz::model {

void apply_final_norm(const Blueprint& blueprint, const Weights& weights, tensor::MatrixRef tokens,
                      base::ThreadPool& threads, const std::stop_token& stop) {
  if (!weights.norm) return;
  const PatchAndPrefix<nn::LayerNorm> norm{*weights.norm, weights.prefix_norm};
  const auto count = static_cast<int>(tokens.rows());
  for_each_rows(count, blueprint.precision, threads, stop, [&](TokenRows rows, int) {
    auto x = rows.of(tokens);
    norm.apply(x, x, rows_before(blueprint.prefix_count(), rows));
  });
}

}  // namespace vitviz::model
