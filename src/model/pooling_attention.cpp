// SPDX-License-Identifier: Apache-2.0
#include "model/pooling_attention.h"

#include "base/check.h"
#include "model/check_finite.h"

namespace vitviz::model {

bool shows_pooling(const Blueprint& blueprint, const Weights& weights) {
  return weights.pooling && !blueprint.has_cls();
}

tensor::Matrix pooling_attention(Pass& pass) {
  VITVIZ_CHECK(shows_pooling(pass.blueprint, pass.weights));
  const PoolingHead& w = *pass.weights.pooling;
  Workspace& s = pass.s;
  const auto set_keys = [&](TokenRows rows, int worker) {
    RowScratch& scratch = pass.scratch_of(worker);
    auto normed = scratch.normed.topRows(rows.count);
    auto keys = scratch.key.topRows(rows.count);
    normed = rows.of(s.z);
    if (pass.weights.norm) pass.weights.norm->apply(normed, normed);
    w.key.apply(normed, keys);
    check_finite(keys, "the pooling keys", pass.blueprint.blocks - 1, pass.blueprint);
    s.attention.set_keys(rows.first, keys);
  };
  for_each_rows(pass.tokens, pass.blueprint.precision, pass.threads, pass.stop, set_keys);
  const nn::ObservedQueries only{0, 1};
  tensor::Matrix attention(pass.blueprint.heads, s.keys);
  auto no_output = s.attention_output.topRows(0);
  s.attention.attend({w.query, {}, {&only, 1}, attention, no_output}, pass.threads, pass.stop);
  return attention.leftCols(pass.tokens);
}

}  // namespace vitviz::model
