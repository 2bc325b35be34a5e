// SPDX-License-Identifier: Apache-2.0
#include "model/block_steps.h"

#include "base/stopped.h"
#include "model/check_finite.h"
#include "model/mlp.h"
#include "model/observed_queries.h"
#include "nn/rotary.h"
#include "nn/step_times.h"

namespace vitviz::model {
namespace {

using nn::Step;

// Queries or keys [rows, H·K]: normalises each head by itself and turns it by its patch's position.
void norm_and_rotate(const Pass& pass, const std::optional<nn::LayerNorm>& norm, TokenRows rows,
                     tensor::MatrixRef heads) {
  if (norm) {
    // Every head's K numbers are a row of [rows · H, K].
    const Eigen::Index width = norm->scale.cols();
    Eigen::Map<tensor::Matrix> each(heads.data(), heads.size() / width, width);
    norm->apply(each, each);
  }
  if (pass.rotation.cosine.size() == 0) return;
  const int prefix_rows = pass.prefix_rows(rows);
  if (prefix_rows == rows.count) return;
  nn::rotate(heads.bottomRows(rows.count - prefix_rows), pass.rotation,
             rows.first + prefix_rows - pass.blueprint.prefix_count());
}

// The rows whose queries are needed. Where no output is computed, only observed ones count: often
// CLS alone.
TokenRows queried(const Pass& pass, int block, TokenRows rows) {
  const Wishes& wishes = pass.observers.wishes(block);
  if (pass.finishes(block) || wishes.queries || wishes.attention_of_all) return rows;
  const TokenRows observed = span_of(wishes.attention);
  return observed.count <= 1 ? intersection(rows, observed) : rows;
}

void project_queries(Pass& pass, int block, TokenRows rows, tensor::ConstMatrixRef normed) {
  const BlockWeights& w = pass.weights_of(block);
  const TokenRows wanted = queried(pass, block, rows);
  if (wanted.count == 0) return;
  auto queries = wanted.of(pass.s.q);
  w.query.apply(normed.middleRows(wanted.first - rows.first, wanted.count), queries,
                pass.prefix_rows(wanted));
  norm_and_rotate(pass, w.query_norm, wanted, queries);
  check_finite(queries, "the queries", block, pass.blueprint);
}

// Keys or values lie in `all` [T, D] where an observer wishes to see them.
tensor::MatrixRef place_of(TokenRows rows, bool wished, tensor::Matrix& all,
                           tensor::Matrix& scratch) {
  if (wished) return rows.of(all);
  return scratch.topRows(rows.count);
}

}  // namespace

void project_qkv(Pass& pass, int block, TokenRows rows, int worker) {
  const nn::StepTimer timer(pass.times, worker);
  const BlockWeights& w = pass.weights_of(block);
  const Wishes& wishes = pass.observers.wishes(block);
  RowScratch& scratch = pass.scratch_of(worker);
  auto normed = scratch.normed.topRows(rows.count);
  auto keys = place_of(rows, wishes.keys, pass.s.k, scratch.key);
  auto values = place_of(rows, wishes.values, pass.s.v, scratch.value);
  const int prefix_rows = pass.prefix_rows(rows);
  const bool needs_values = pass.finishes(block) || wishes.values;
  {
    const auto timing = timer.during(Step::kNorm);
    w.norm1.apply(rows.of(pass.s.z), normed, prefix_rows);
  }
  {
    const auto timing = timer.during(Step::kQueriesKeysValues);
    w.key.apply(normed, keys, prefix_rows);
    norm_and_rotate(pass, w.key_norm, rows, keys);
    check_finite(keys, "the keys", block, pass.blueprint);
    base::stop_if_requested(pass.stop);
    project_queries(pass, block, rows, normed);
    base::stop_if_requested(pass.stop);
    if (needs_values) w.value.apply(normed, values, prefix_rows);
  }
  const auto timing = timer.during(Step::kPacking);
  pass.s.attention.set_keys(rows.first, keys);
  if (needs_values) pass.s.attention.set_values(rows.first, values);
}

void finish_block(Pass& pass, int block, TokenRows rows, int worker) {
  const nn::StepTimer timer(pass.times, worker);
  const BlockWeights& w = pass.weights_of(block);
  RowScratch& scratch = pass.scratch_of(worker);
  auto z = rows.of(pass.s.z);
  auto output = rows.of(pass.s.attention_output);
  auto normed = scratch.normed.topRows(rows.count);
  const int prefix_rows = pass.prefix_rows(rows);
  {
    const auto timing = timer.during(Step::kProjection);
    if (w.output_norm) w.output_norm->apply(output, output);
    w.projection.apply(output, z, prefix_rows, nn::Store::kAdd);
    if (pass.observers.wishes(block).tokens_between) rows.of(pass.s.z_between) = z;
    base::stop_if_requested(pass.stop);
  }
  {
    const auto timing = timer.during(Step::kNorm);
    w.norm2.apply(z, normed, prefix_rows);
  }
  const auto timing = timer.during(Step::kMlp);
  auto hidden = scratch.hidden.topRows(rows.count);
  auto gate = scratch.gate.topRows(w.mlp.gate ? rows.count : 0);
  add_mlp(w.mlp, pass.blueprint, {normed, z, hidden, gate, prefix_rows}, pass.stop);
}

}  // namespace vitviz::model
