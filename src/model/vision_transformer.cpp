// SPDX-License-Identifier: Apache-2.0
#include "model/vision_transformer.h"

#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "base/error.h"
#include "base/text.h"
#include "model/workspace.h"
#include "nn/resample_grid.h"

namespace vitviz::model {
namespace {

constexpr nn::Epilogue kResidual{nn::Activation::kNone, /*add_to_output=*/true};

// One forward pass: the model, its memory and where the attention goes.
class Pass {
 public:
  Pass(const Blueprint& blueprint, const Weights& weights, tensor::PatchGrid grid,
       const AttentionSink& sink, base::ThreadPool& threads)
      : blueprint_(blueprint),
        weights_(weights),
        grid_(grid),
        sink_(sink),
        threads_(threads),
        s_(blueprint, blueprint.prefix_count() + grid.count(), threads.size()) {}

  // x = [prefix; patches · Wᵀ + b + positions]
  void embed(tensor::ConstMatrixRef patches) {
    s_.x.topRows(blueprint_.prefix_count()) = weights_.prefix;
    auto patch_tokens = s_.x.bottomRows(grid_.count());
    weights_.patch_embedding.apply(patches, patch_tokens, threads_);
    patch_tokens += nn::resample_grid(weights_.positions, blueprint_.trained_grid, grid_,
                                      blueprint_.position_filter);
  }

  void run_block(int index) {
    const BlockWeights& w = weights_.blocks[static_cast<std::size_t>(index)];
    // x = x + attention(norm1(x))
    w.norm1.apply(s_.x, s_.normed, threads_);
    w.query.apply(s_.normed, s_.q, threads_);
    w.key.apply(s_.normed, s_.k, threads_);
    w.value.apply(s_.normed, s_.v, threads_);
    nn::attend(s_.q, s_.k, s_.v, s_.mixed, s_.cls_rows, s_.attention, threads_);
    hand_out(index);
    w.projection.apply(s_.mixed, s_.x, threads_, kResidual);
    // x = x + mlp(norm2(x))
    w.norm2.apply(s_.x, s_.normed, threads_);
    w.expand.apply(s_.normed, s_.hidden, threads_, {blueprint_.activation});
    w.contract.apply(s_.hidden, s_.x, threads_, kResidual);
  }

  // The part of a block that the attention of CLS depends on: one query, all keys.
  void run_block_up_to_attention(int index) {
    const BlockWeights& w = weights_.blocks[static_cast<std::size_t>(index)];
    w.norm1.apply(s_.x, s_.normed, threads_);
    w.query.apply(s_.normed.topRows(1), s_.q.topRows(1), threads_);
    w.key.apply(s_.normed, s_.k, threads_);
    nn::attend_from_one(s_.q.topRows(1), s_.k, s_.cls_rows);
    hand_out(index);
  }

  tensor::Matrix final_tokens() {
    weights_.norm.apply(s_.x, s_.x, threads_);
    check_finite(s_.x, "the final tokens hold");
    return std::move(s_.x);
  }

 private:
  // Passes the patches' part of the CLS rows to whoever asked for it.
  void hand_out(int block) {
    check_finite(s_.k, fmt::format("the keys of block {} hold", block));
    check_finite(s_.q.topRows(1), fmt::format("the CLS query of block {} holds", block));
    sink_(block, s_.cls_rows.rightCols(grid_.count()));
  }

  void check_finite(tensor::ConstMatrixRef values, const std::string& what) const {
    if (values.allFinite()) return;
    throw base::Error(
        base::ErrorCode::kModel,
        fmt::format("{}: {} numbers that are not finite", base::printable(blueprint_.name), what),
        "the weights overflow 32-bit arithmetic: the file is damaged");
  }

  const Blueprint& blueprint_;
  const Weights& weights_;
  tensor::PatchGrid grid_;
  const AttentionSink& sink_;
  base::ThreadPool& threads_;
  Workspace s_;
};

}  // namespace

VisionTransformer::VisionTransformer(Blueprint blueprint, Weights weights)
    : blueprint_(std::move(blueprint)), weights_(std::move(weights)) {
  VITVIZ_CHECK(static_cast<int>(weights_.blocks.size()) == blueprint_.blocks);
}

tensor::Matrix VisionTransformer::forward(tensor::ConstMatrixRef patches, tensor::PatchGrid grid,
                                          Goal goal, const AttentionSink& sink,
                                          base::ThreadPool& threads) const {
  VITVIZ_CHECK(patches.rows() == grid.count());
  Pass pass(blueprint_, weights_, grid, sink, threads);
  pass.embed(patches);
  const int last = blueprint_.blocks - 1;
  for (int block = 0; block < last; ++block) pass.run_block(block);
  if (goal == Goal::kAttention) {
    pass.run_block_up_to_attention(last);
    return {};
  }
  pass.run_block(last);
  return pass.final_tokens();
}

}  // namespace vitviz::model
