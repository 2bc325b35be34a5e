// SPDX-License-Identifier: Apache-2.0
#include "model/forward_pass.h"

#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "base/error.h"
#include "base/text.h"
#include "nn/relative_bias.h"
#include "nn/resample_grid.h"

namespace vitviz::model {
namespace {

constexpr nn::Epilogue kResidual{nn::Activation::kNone, /*add_to_output=*/true};

// Normalises every head of x [T, H·K] on its own: its K numbers are a row of x seen as [T·H, K].
void normalise_heads(const nn::LayerNorm& norm, tensor::Matrix& x, Eigen::Index tokens,
                     base::ThreadPool& threads) {
  const Eigen::Index width = norm.scale.cols();
  Eigen::Map<tensor::Matrix> heads(x.data(), tokens * x.cols() / width, width);
  norm.apply(heads, heads, threads);
}

nn::ObservedQueries observed_queries(const Blueprint& blueprint, tensor::PatchGrid grid) {
  if (blueprint.observed() == Observed::kCls) return {0, 1};
  return {blueprint.prefix_count(), grid.count()};
}

}  // namespace

ForwardPass::ForwardPass(const Blueprint& blueprint, const Weights& weights, tensor::PatchGrid grid,
                         const AttentionSink& sink, base::ThreadPool& threads)
    : blueprint_(blueprint),
      weights_(weights),
      grid_(grid),
      sink_(sink),
      threads_(threads),
      observed_(observed_queries(blueprint, grid)),
      s_(blueprint, weights, blueprint.prefix_count() + grid.count(), threads.size()) {
  if (weights.rotary_periods.size() > 0) {
    rotation_ = nn::rotation_of(grid, weights.rotary_periods, weights.rotary_rule);
  }
}

void ForwardPass::embed(tensor::ConstMatrixRef patches) {
  s_.x.topRows(blueprint_.prefix_count()) = weights_.prefix;
  auto patch_tokens = s_.x.bottomRows(grid_.count());
  weights_.patch_embedding.apply(patches, patch_tokens, threads_);
  if (weights_.positions.size() > 0) {
    patch_tokens += nn::resample_grid(weights_.positions, blueprint_.trained_grid, grid_,
                                      blueprint_.position_filter);
  }
  if (weights_.norm_pre) weights_.norm_pre->apply(s_.x, s_.x, threads_);
}

void ForwardPass::run_block(int index) {
  const BlockWeights& w = weights_.blocks[static_cast<std::size_t>(index)];
  // x = x + attention(norm1(x))
  attend(index);
  apply(w.projection, s_.mixed, s_.x, kResidual);
  // x = x + mlp(norm2(x))
  apply(w.norm2, s_.x, s_.normed);
  mlp(w);
}

void ForwardPass::run_block_up_to_attention(int index) {
  const BlockWeights& w = weights_.blocks[static_cast<std::size_t>(index)];
  const bool one_query = observed_.first == 0 && observed_.count == 1;
  const bool plain = w.extra_key.size() == 0 && w.relative_bias.size() == 0 && !w.query_norm &&
                     !w.query.prefix && rotation_.cosine.size() == 0;
  if (!one_query || !plain) return attend(index);
  // One query, all keys.
  apply(w.norm1, s_.x, s_.normed);
  w.query.patches.apply(s_.normed.topRows(1), s_.q.topRows(1), threads_);
  w.key.patches.apply(s_.normed, s_.k, threads_);
  nn::attend_from_one(s_.q.topRows(1), s_.k, s_.attention);
  hand_out(index);
}

tensor::Matrix ForwardPass::final_tokens() {
  if (weights_.prefix_norm) {
    auto prefix = s_.x.topRows(blueprint_.prefix_count());
    weights_.prefix_norm->apply(prefix, prefix, threads_);
    auto patches = s_.x.bottomRows(grid_.count());
    weights_.norm->apply(patches, patches, threads_);
  } else if (weights_.norm) {
    weights_.norm->apply(s_.x, s_.x, threads_);
  }
  check_finite(s_.x, "the final tokens hold");
  return std::move(s_.x);
}

tensor::Matrix ForwardPass::pooling_attention() {
  VITVIZ_CHECK(weights_.pooling.has_value());
  if (weights_.norm) weights_.norm->apply(s_.x, s_.normed, threads_);
  weights_.pooling->key.apply(s_.normed, s_.k, threads_);
  nn::attend_from_one(weights_.pooling->query, s_.k, s_.attention);
  check_finite(s_.k, "the pooling keys hold");
  return s_.attention.rightCols(grid_.count());
}

// mixed = attention(norm1(x))
void ForwardPass::attend(int index) {
  const BlockWeights& w = weights_.blocks[static_cast<std::size_t>(index)];
  const Eigen::Index tokens = s_.x.rows();
  apply(w.norm1, s_.x, s_.normed);
  apply(w.query, s_.normed, s_.q);
  apply(w.key, s_.normed, s_.k.topRows(tokens));
  apply(w.value, s_.normed, s_.v.topRows(tokens));
  if (w.query_norm) normalise_heads(*w.query_norm, s_.q, tokens, threads_);
  if (w.key_norm) normalise_heads(*w.key_norm, s_.k, tokens, threads_);
  if (rotation_.cosine.size() > 0) {
    nn::rotate(s_.q.middleRows(blueprint_.prefix_count(), grid_.count()), rotation_, threads_);
    nn::rotate(s_.k.middleRows(blueprint_.prefix_count(), grid_.count()), rotation_, threads_);
  }
  if (w.extra_key.size() > 0) {
    s_.k.bottomRows(1) = w.extra_key;
    s_.v.bottomRows(1) = w.extra_value;
  }
  nn::ScoreBias bias;
  if (w.relative_bias.size() > 0) {
    bias = nn::relative_position_bias(w.relative_bias, blueprint_.trained_grid, grid_,
                                      blueprint_.distance_filter);
  }
  nn::attend(s_.q, s_.k, s_.v, observed_, bias, s_.mixed, s_.attention, s_.scratch, threads_);
  hand_out(index);
  if (w.mixed_norm) w.mixed_norm->apply(s_.mixed, s_.mixed, threads_);
}

// x = x + contract(activation(expand(normed))), or with a gate: contract(activation(gate) · expand)
void ForwardPass::mlp(const BlockWeights& w) {
  if (w.gate) {
    w.expand.apply(s_.normed, s_.hidden, threads_);
    w.gate->apply(s_.normed, s_.gate, threads_, {blueprint_.gate_activation});
    s_.hidden.array() *= s_.gate.array();
  } else {
    w.expand.apply(s_.normed, s_.hidden, threads_, {blueprint_.activation});
  }
  if (w.hidden_norm) w.hidden_norm->apply(s_.hidden, s_.hidden, threads_);
  apply(w.contract, s_.hidden, s_.x, kResidual);
}

// Passes the patches' part of the attention on.
void ForwardPass::hand_out(int block) {
  check_finite(s_.k, fmt::format("the keys of block {} hold", block));
  check_finite(s_.q.row(observed_.first), fmt::format("the queries of block {} hold", block));
  sink_(block, s_.attention.middleCols(blueprint_.prefix_count(), grid_.count()));
}

void ForwardPass::check_finite(tensor::ConstMatrixRef values, const std::string& what) const {
  if (values.allFinite()) return;
  throw base::Error(
      base::ErrorCode::kModel,
      fmt::format("{}: {} numbers that are not finite", base::printable(blueprint_.name), what),
      "the weights overflow 32-bit arithmetic: the file is damaged");
}

template <typename Layer, typename... More>
void ForwardPass::apply(const PerToken<Layer>& layer, tensor::ConstMatrixRef x, tensor::MatrixRef y,
                        const More&... more) {
  if (!layer.prefix) return layer.patches.apply(x, y, threads_, more...);
  const int prefix = blueprint_.prefix_count();
  layer.prefix->apply(x.topRows(prefix), y.topRows(prefix), threads_, more...);
  layer.patches.apply(x.bottomRows(x.rows() - prefix), y.bottomRows(y.rows() - prefix), threads_,
                      more...);
}

}  // namespace vitviz::model
