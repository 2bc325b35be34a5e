// SPDX-License-Identifier: Apache-2.0
#include "model/attend.h"

#include <algorithm>
#include <vector>

#include "model/check_finite.h"
#include "model/observed_queries.h"
#include "nn/relative_bias.h"

namespace vitviz::model {
namespace {

void show_block(Pass& pass, int block, tensor::ConstMatrixRef attention) {
  const Workspace& s = pass.s;
  const Wishes& wishes = pass.observers.wishes(block);
  if (wishes.tokens_before) check_finite(s.z, "the tokens before", block, pass.blueprint);
  if (wishes.values) check_finite(s.v, "the values", block, pass.blueprint);
  pass.observers.show({block, s.z, s.q, s.k, s.v, attention});
}

// The weights of all queries, of as many at once as the memory for them holds.
void show_attention_of_all(Pass& pass, int block, const nn::ScoreBias& bias) {
  Workspace& s = pass.s;
  const int heads = pass.blueprint.heads;
  const int most = queries_of_part(heads, pass.tokens);
  auto no_output = s.attention_output.topRows(0);
  for (int first = 0; first < pass.tokens; first += most) {
    std::vector<nn::ObservedQueries> queries;
    for (int query = first; query < std::min(first + most, pass.tokens); ++query) {
      queries.push_back({query});
    }
    auto weights = s.attention_weights.topRows(static_cast<Eigen::Index>(queries.size()) * heads);
    s.attention.attend({s.q, bias, queries, weights, no_output}, pass.threads, pass.stop,
                       pass.times);
    pass.observers.show_attention({block, first, weights.leftCols(pass.tokens)});
  }
}

}  // namespace

void attend(Pass& pass, int block) {
  const BlockWeights& w = pass.weights_of(block);
  Workspace& s = pass.s;
  if (w.extra_key.size() > 0) {
    s.attention.set_keys(pass.tokens, w.extra_key);
    s.attention.set_values(pass.tokens, w.extra_value);
  }
  const nn::ScoreBias bias = score_bias(pass.blueprint, w, pass.grid);
  const std::vector<nn::ObservedQueries>& observed = pass.observers.wishes(block).attention;
  const auto rows = static_cast<Eigen::Index>(observed.size()) * pass.blueprint.heads;
  auto weights = s.attention_weights.topRows(rows);
  auto output = s.attention_output.topRows(pass.finishes(block) ? pass.tokens : 0);
  s.attention.attend({s.q, bias, observed, weights, output}, pass.threads, pass.stop, pass.times);
  show_block(pass, block, weights.leftCols(pass.tokens));
  if (pass.observers.wishes(block).attention_of_all) show_attention_of_all(pass, block, bias);
}

nn::ScoreBias score_bias(const Blueprint& blueprint, const BlockWeights& weights,
                         tensor::PatchGrid grid) {
  if (weights.relative_bias.size() == 0) return {};
  return nn::relative_position_bias(weights.relative_bias, blueprint.trained_grid, grid,
                                    blueprint.distance_filter);
}

}  // namespace vitviz::model
