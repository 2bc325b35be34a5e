// SPDX-License-Identifier: Apache-2.0
#include "model/mlp.h"

#include "base/stopped.h"
#include "nn/rough_activation.h"

namespace vitviz::model {

void add_mlp(const MlpWeights& weights, const Blueprint& blueprint, MlpRows rows,
             const std::stop_token& stop) {
  weights.fc1.apply(rows.x, rows.hidden);
  base::stop_if_requested(stop);
  if (weights.gate) {
    weights.gate->apply(rows.x, rows.gate);
    nn::activate(blueprint.gate_activation, rows.gate);
    rows.hidden.array() *= rows.gate.array();
    base::stop_if_requested(stop);
  } else {
    nn::activate_for(blueprint.precision, blueprint.activation, rows.hidden);
  }
  if (weights.hidden_norm) weights.hidden_norm->apply(rows.hidden, rows.hidden);
  weights.fc2.apply(rows.hidden, rows.z, rows.prefix_rows, nn::Store::kAdd);
}

}  // namespace vitviz::model
