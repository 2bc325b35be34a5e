// SPDX-License-Identifier: Apache-2.0
#include "model/forward_pass.h"

#include <algorithm>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "base/error.h"
#include "base/text.h"
#include "model/observed_queries.h"
#include "model/rollout.h"
#include "nn/activation.h"
#include "nn/relative_bias.h"
#include "nn/resample_grid.h"
#include "tensor/element_type.h"
#include "tensor/row_span.h"

namespace vitviz::model {

ForwardPass::ForwardPass(const Blueprint& blueprint, const Weights& weights, tensor::PatchGrid grid,
                         const Request& request, const AttentionSink& sink,
                         base::ThreadPool& threads, nn::StepTimes* times)
    : blueprint_(blueprint),
      weights_(weights),
      grid_(grid),
      sink_(sink),
      threads_(threads),
      times_(times),
      request_(request),
      observed_(observed_queries(blueprint, grid, request)),
      tokens_(blueprint.prefix_count() + grid.count()),
      s_(blueprint, weights, tokens_, request.observed_count(), threads.size()),
      block_tokens_(request.token_blocks.size()) {
  if (weights.rotary_periods.size() > 0) {
    rotation_ = nn::rotation_of(grid, weights.rotary_periods, weights.rotary_rule);
  }
  for (tensor::Matrix& tokens : block_tokens_) tokens.resize(tokens_, blueprint.width);
  if (!request.rollout) return;
  VITVIZ_CHECK(request.rollout->blocks.back() < blueprint.blocks);
  for (int block = 0; block < blueprint.blocks; ++block) {
    kept_.push_back(
        {tensor::Matrix(tokens_, blueprint.width), tensor::Matrix(tokens_, blueprint.width)});
  }
}

void ForwardPass::embed(tensor::ConstMatrixRef patches) {
  const int prefix = blueprint_.prefix_count();
  tensor::Matrix positions;
  if (weights_.positions.size() > 0) {
    positions = nn::resample_grid(weights_.positions, blueprint_.trained_grid, grid_,
                                  blueprint_.position_filter);
  }
  s_.x.topRows(prefix) = weights_.prefix;
  for_each_rows(grid_.count(), threads_, [&](TokenRows rows, int worker) {
    nn::StepClock clock(times_, worker);
    auto x = s_.x.middleRows(prefix + rows.first, rows.count);
    const auto pixels = patches.middleRows(rows.first, rows.count);
    if (weights_.pixel_norm) {
      tensor::Matrix normalised(pixels.rows(), pixels.cols());
      weights_.pixel_norm->apply(pixels, normalised);
      weights_.patch_embedding.apply(normalised, x);
    } else {
      weights_.patch_embedding.apply(pixels, x);
    }
    if (weights_.patch_norm) weights_.patch_norm->apply(x, x);
    if (positions.size() > 0) x += positions.middleRows(rows.first, rows.count);
    if (weights_.norm_pre) weights_.norm_pre->apply(x, x);
    clock.done(nn::Step::kPatchEmbedding);
  });
  if (weights_.norm_pre) {
    weights_.norm_pre->apply(s_.x.topRows(prefix), s_.x.topRows(prefix));
  }
}

void ForwardPass::run_blocks() {
  for (int block = 0; block < blueprint_.blocks; ++block) attend(block, Extent::kMix);
  for_each_rows(tokens_, threads_, [&](TokenRows rows, int worker) {
    nn::StepClock clock(times_, worker);
    leave(blueprint_.blocks - 1, rows, s_.rows[static_cast<std::size_t>(worker)], clock);
    keep_tokens(blueprint_.blocks - 1, rows);
  });
}

void ForwardPass::run_up_to_last_attention() {
  const int last = blueprint_.blocks - 1;
  for (int block = 0; block < last; ++block) attend(block, Extent::kMix);
  attend(last, Extent::kObserveOnly);
}

tensor::Matrix ForwardPass::final_tokens() {
  apply_final_norm(s_.x);
  check_finite(s_.x, "the final tokens", blueprint_.blocks - 1);
  return std::move(s_.x);
}

void ForwardPass::apply_final_norm(tensor::MatrixRef tokens) {
  if (!weights_.norm) return;
  const PerToken<nn::LayerNorm> norm{*weights_.norm, weights_.prefix_norm};
  for_each_rows(tokens_, threads_, [&](TokenRows rows, int) {
    auto x = tokens.middleRows(rows.first, rows.count);
    apply(norm, rows, x, x);
  });
}

std::vector<tensor::Matrix> ForwardPass::block_tokens() {
  for (std::size_t i = 0; i < block_tokens_.size(); ++i) {
    if (request_.token_state == TokenState::kNormed) apply_final_norm(block_tokens_[i]);
    check_finite(block_tokens_[i], "the tokens", request_.token_blocks[i]);
  }
  return std::move(block_tokens_);
}

std::vector<tensor::Matrix> ForwardPass::rollout() {
  tensor::Matrix starts = tensor::Matrix::Zero(request_.observed_count(), tokens_);
  for (std::size_t i = 0; i < observed_.size(); ++i) {
    const auto [first, count] = observed_[i];
    starts.row(static_cast<Eigen::Index>(i))
        .segment(first, count)
        .setConstant(1.0F / static_cast<float>(count));
  }
  const auto load = [&](int block) -> LoadedBlock {
    const BlockWeights& w = weights_.blocks[static_cast<std::size_t>(block)];
    const QueriesAndKeys& kept = kept_[static_cast<std::size_t>(block)];
    for_each_rows(tokens_, threads_, [&](TokenRows rows, int) {
      s_.attention.set_keys(rows.first, kept.k.middleRows(rows.first, rows.count));
    });
    if (w.extra_key.size() > 0) s_.attention.set_keys(tokens_, w.extra_key);
    return {kept.q, bias_of(block)};
  };
  return roll_out(*request_.rollout, starts, s_.attention, load, threads_);
}

tensor::Matrix ForwardPass::pooling_attention() {
  VITVIZ_CHECK(weights_.pooling.has_value());
  for_each_rows(tokens_, threads_, [&](TokenRows rows, int worker) {
    RowScratch& scratch = s_.rows[static_cast<std::size_t>(worker)];
    auto normed = scratch.normed.topRows(rows.count);
    auto keys = scratch.key.topRows(rows.count);
    normed = s_.x.middleRows(rows.first, rows.count);
    if (weights_.norm) weights_.norm->apply(normed, normed);
    weights_.pooling->key.apply(normed, keys);
    check_finite(keys, "the pooling keys", blueprint_.blocks - 1);
    s_.attention.set_keys(rows.first, keys);
  });
  const nn::ObservedQueries only{0, 1};
  tensor::Matrix attention(blueprint_.heads, s_.keys);
  s_.attention.attend({weights_.pooling->query, {}, {&only, 1}, attention, s_.mixed.topRows(0)},
                      threads_);
  return attention.leftCols(tokens_);
}

// Everything from the end of the block before up to mixed = attention(norm1(x)).
void ForwardPass::attend(int block, Extent extent) {
  const BlockWeights& w = weights_.blocks[static_cast<std::size_t>(block)];
  for_each_rows(tokens_, threads_, [&](TokenRows rows, int worker) {
    nn::StepClock clock(times_, worker);
    RowScratch& scratch = s_.rows[static_cast<std::size_t>(worker)];
    if (block > 0) {
      leave(block - 1, rows, scratch, clock);
      keep_tokens(block - 1, rows);
    }
    enter(block, extent, rows, scratch, clock);
  });
  if (w.extra_key.size() > 0) {
    s_.attention.set_keys(tokens_, w.extra_key);
    s_.attention.set_values(tokens_, w.extra_value);
  }
  const nn::ScoreBias bias = bias_of(block);
  const int mixed = extent == Extent::kMix ? tokens_ : 0;
  s_.attention.attend({s_.q, bias, observed_, s_.observed, s_.mixed.topRows(mixed)}, threads_,
                      times_);
  sink_(block, s_.observed.leftCols(tokens_));
}

nn::ScoreBias ForwardPass::bias_of(int block) const {
  const BlockWeights& w = weights_.blocks[static_cast<std::size_t>(block)];
  if (w.relative_bias.size() == 0) return {};
  return nn::relative_position_bias(w.relative_bias, blueprint_.trained_grid, grid_,
                                    blueprint_.distance_filter);
}

void ForwardPass::keep_tokens(int block, TokenRows rows) {
  for (std::size_t i = 0; i < block_tokens_.size(); ++i) {
    if (request_.token_blocks[i] != block) continue;
    block_tokens_[i].middleRows(rows.first, rows.count) = s_.x.middleRows(rows.first, rows.count);
  }
}

// Queries, keys and values of norm1(x).
void ForwardPass::enter(int block, Extent extent, TokenRows rows, RowScratch& scratch,
                        nn::StepClock& clock) {
  const BlockWeights& w = weights_.blocks[static_cast<std::size_t>(block)];
  auto normed = scratch.normed.topRows(rows.count);
  apply(w.norm1, rows, s_.x.middleRows(rows.first, rows.count), normed);
  clock.done(nn::Step::kNorm);

  auto keys = scratch.key.topRows(rows.count);
  apply(w.key, rows, normed, keys);
  finish_heads(w.key_norm, rows, keys);
  check_finite(keys, "the keys", block);
  clock.done(nn::Step::kQueriesKeysValues);
  s_.attention.set_keys(rows.first, keys);
  clock.done(nn::Step::kPacking);

  // When nothing is mixed, only observed queries count: often CLS alone.
  const TokenRows observed = span_of(observed_);
  const bool one = extent == Extent::kObserveOnly && kept_.empty() && observed.count == 1;
  const TokenRows wanted = one ? intersection(rows, observed) : rows;
  if (wanted.count > 0) {
    auto queries = s_.q.middleRows(wanted.first, wanted.count);
    apply(w.query, wanted, normed.middleRows(wanted.first - rows.first, wanted.count), queries);
    finish_heads(w.query_norm, wanted, queries);
    check_finite(queries, "the queries", block);
  }
  if (!kept_.empty()) {
    QueriesAndKeys& kept = kept_[static_cast<std::size_t>(block)];
    kept.q.middleRows(rows.first, rows.count) = s_.q.middleRows(rows.first, rows.count);
    kept.k.middleRows(rows.first, rows.count) = keys;
  }
  if (extent == Extent::kObserveOnly) return;
  auto values = scratch.value.topRows(rows.count);
  apply(w.value, rows, normed, values);
  clock.done(nn::Step::kQueriesKeysValues);
  s_.attention.set_values(rows.first, values);
  clock.done(nn::Step::kPacking);
}

// x = x + projection(mixed), then x = x + mlp(norm2(x)).
void ForwardPass::leave(int block, TokenRows rows, RowScratch& scratch, nn::StepClock& clock) {
  const BlockWeights& w = weights_.blocks[static_cast<std::size_t>(block)];
  auto x = s_.x.middleRows(rows.first, rows.count);
  auto mixed = s_.mixed.middleRows(rows.first, rows.count);
  if (w.mixed_norm) w.mixed_norm->apply(mixed, mixed);
  apply(w.projection, rows, mixed, x, nn::Store::kAdd);
  clock.done(nn::Step::kProjection);
  auto normed = scratch.normed.topRows(rows.count);
  apply(w.norm2, rows, x, normed);
  clock.done(nn::Step::kNorm);
  mlp(w, rows, scratch);
  clock.done(nn::Step::kMlp);
}

// x = x + contract(activation(expand(normed))), or with a gate: contract(activation(gate) · expand)
void ForwardPass::mlp(const BlockWeights& w, TokenRows rows, RowScratch& scratch) {
  const auto normed = scratch.normed.topRows(rows.count);
  auto hidden = scratch.hidden.topRows(rows.count);
  if (w.gate) {
    auto gate = scratch.gate.topRows(rows.count);
    w.expand.apply(normed, hidden);
    w.gate->apply(normed, gate);
    nn::activate(blueprint_.gate_activation, gate);
    hidden.array() *= gate.array();
  } else {
    w.expand.apply(normed, hidden);
    nn::activate(blueprint_.activation, hidden);
  }
  if (w.hidden_norm) w.hidden_norm->apply(hidden, hidden);
  apply(w.contract, rows, hidden, s_.x.middleRows(rows.first, rows.count), nn::Store::kAdd);
}

// Queries or keys [rows, H·K]: each head normalised on its own and turned by its position.
void ForwardPass::finish_heads(const std::optional<nn::LayerNorm>& norm, TokenRows rows,
                               tensor::MatrixRef heads) const {
  if (norm) {
    // Every head's K numbers are a row of [rows · H, K].
    const Eigen::Index width = norm->scale.cols();
    Eigen::Map<tensor::Matrix> each(heads.data(), heads.size() / width, width);
    norm->apply(each, each);
  }
  if (rotation_.cosine.size() == 0) return;
  const int prefix = blueprint_.prefix_count();
  const int first = std::max(rows.first, prefix);
  const int count = rows.first + rows.count - first;
  if (count > 0) nn::rotate(heads.bottomRows(count), rotation_, first - prefix);
}

void ForwardPass::check_finite(tensor::ConstMatrixRef values, const char* what, int block) const {
  bool finite = true;
  for (Eigen::Index row = 0; row < values.rows(); ++row) {
    finite &= all_finite(tensor::ElementType::kF32, std::as_bytes(tensor::row_span(values, row)));
  }
  if (finite) return;
  throw base::Error(base::ErrorCode::kModel,
                    fmt::format("{}: {} of block {} hold numbers that are not finite",
                                base::printable(blueprint_.name), what, block),
                    "the weights overflow 32-bit arithmetic: the file is damaged");
}

template <typename Layer, typename... More>
void ForwardPass::apply(const PerToken<Layer>& layer, TokenRows rows, tensor::ConstMatrixRef x,
                        tensor::MatrixRef y, const More&... more) const {
  int own = 0;  // rows of prefix tokens, which have a layer of their own
  if (layer.prefix) own = std::clamp(blueprint_.prefix_count() - rows.first, 0, rows.count);
  const tensor::Matrix before = y.topRows(own);
  const tensor::Matrix prefix = x.topRows(own);
  layer.patches.apply(x, y, more...);  // of all rows, so that parts of products begin where rows do
  if (own == 0) return;
  y.topRows(own) = before;
  layer.prefix->apply(prefix, y.topRows(own), more...);
}

}  // namespace vitviz::model
