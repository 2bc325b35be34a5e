// SPDX-License-Identifier: Apache-2.0
// Dosovitskiy et al., "An Image is Worth 16x16 Words" (2021), equations 1 to 4, where z has a row
// for each token:
//
//   z₀  = [x_class; x_p E] + E_pos
//   z′ₗ = MSA(LN(zₗ₋₁)) + zₗ₋₁
//   zₗ  = MLP(LN(z′ₗ)) + z′ₗ
//   y   = LN(z_L)
//
// Only MSA's attention lets tokens see each other. From one attention to the next each token is
// computed alone. So a thread takes some rows of tokens from the end of one block through to the
// queries, keys and values of the next, while they are in its cache: the loop over blocks begins
// with the end of the block before.
#include "model/forward_pass.h"

#include <utility>

#include "model/attend.h"
#include "model/block_steps.h"
#include "model/check_finite.h"
#include "model/embed.h"
#include "model/final_norm.h"
#include "model/pooling_attention.h"

namespace vitviz::model {
namespace {

template <typename Steps>
void for_all_tokens(Pass& pass, const Steps& steps) {
  for_each_rows(pass.tokens, pass.blueprint.precision, pass.threads, pass.stop, steps);
}

// z′ and z of a block that is finished.
void show_tokens(Pass& pass, int block) {
  const Wishes& wishes = pass.observers.wishes(block);
  if (wishes.tokens_between) {
    check_finite(pass.s.z_between, "the tokens between attention and MLP", block, pass.blueprint);
    pass.observers.show_tokens_between(block, pass.s.z_between);
  }
  if (!wishes.tokens_after) return;
  check_finite(pass.s.z, "the tokens", block, pass.blueprint);
  pass.observers.show_tokens_after(block, pass.s.z);
}

// y = LN(z_L), and what is read from it.
Result read_out(Pass& pass, Goal goal) {
  const Weights& w = pass.weights;
  Result result;
  if (shows_pooling(pass.blueprint, w) && goal != Goal::kBlocks) {
    result.pooling_attention = pooling_attention(pass);
  }
  if (goal != Goal::kTokens) return result;
  const auto classify = [&](bool raw) {
    if (!w.class_head || w.class_head->reads_raw() != raw) return;
    result.features = w.class_head->features(pass.s.z, pass.blueprint.prefix_count(), w.pooling);
    result.logits = w.class_head->logits(result.features, pass.s.z);
  };
  classify(/*raw=*/true);
  apply_final_norm(pass.blueprint, w, pass.s.z, pass.threads, pass.stop);
  check_finite(pass.s.z, "the final tokens", pass.blueprint.blocks - 1, pass.blueprint);
  classify(/*raw=*/false);
  result.tokens = std::move(pass.s.z);
  return result;
}

}  // namespace

Result run_forward(Pass& pass, tensor::ConstMatrixRef patches, Goal goal) {
  embed(pass, patches);  // z = [x_class; x_p E] + E_pos
  for (int block = 0; block < pass.blocks; ++block) {
    for_all_tokens(pass, [&](TokenRows rows, int worker) {
      if (block > 0) finish_block(pass, block - 1, rows, worker);  // z = MSA + z, MLP(LN(z)) + z
      project_qkv(pass, block, rows, worker);                      // q, k, v = LN(z) [Wq, Wk, Wv]
    });
    if (block > 0) show_tokens(pass, block - 1);
    attend(pass, block);  // MSA = softmax(q kᵀ / √K) v
  }
  if (pass.finishes_last_block) {
    const int last = pass.blocks - 1;
    for_all_tokens(pass,
                   [&](TokenRows rows, int worker) { finish_block(pass, last, rows, worker); });
    show_tokens(pass, last);
  }
  return read_out(pass, goal);  // y = LN(z)
}

}  // namespace vitviz::model
