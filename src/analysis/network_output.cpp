// SPDX-License-Identifier: Apache-2.0
#include "analysis/network_output.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "analysis/drawn_blocks.h"
#include "model/block_keeper.h"
#include "model/observed_queries.h"
#include "model/rollout.h"

namespace vitviz::analysis {
namespace {

std::vector<nn::HeadGroup> groups_of(const HeadChoice& head, int heads) {
  if (const int* one = std::get_if<int>(&head)) return {{*one, 1}};
  if (const auto* fusion = std::get_if<tensor::HeadFusion>(&head)) return {{0, heads, *fusion}};
  std::vector<nn::HeadGroup> each;
  each.reserve(static_cast<std::size_t>(heads));
  for (int one = 0; one < heads; ++one) each.push_back({one, 1});
  return each;
}

model::Goal goal_of(const Inquiry& inquiry) {
  const bool reads_head = inquiry.rule != nullptr && inquiry.rule->needs(&masks::Needs::head);
  if (inquiry.extras.final_tokens || reads_head) return model::Goal::kTokens;
  return inquiry.selection.is_pooling_head() ? model::Goal::kPooling : model::Goal::kBlocks;
}

// The blocks whose tokens are kept.
std::vector<int> blocks_of_tokens(const Inquiry& inquiry) {
  const bool of_rule = inquiry.rule != nullptr && inquiry.rule->needs_tokens();
  const bool of_map = inquiry.selection.map().source == Source::kTokens;
  if (!inquiry.extras.block_tokens && !of_map && !of_rule) return {};
  return drawn_blocks(inquiry);
}

// Keeps what a mask rule compares patches by, unless that is their tokens.
model::BlockKeeper feature_keeper(const Inquiry& inquiry) {
  if (inquiry.rule == nullptr || !inquiry.rule->needs_features()) return {{}, {}};
  const Feature features = inquiry.rule->features;
  if (features == Feature::kTokens) return {{}, {}};
  return {drawn_blocks(inquiry),
          {.queries = features == Feature::kQueries,
           .keys = features == Feature::kKeys,
           .values = features == Feature::kValues}};
}

std::vector<nn::ObservedQueries> observed_queries(const PhotoInput& input, const Inquiry& inquiry) {
  std::vector<int> patches;
  for (const Query& query : input.queries) patches.push_back(query.patch);
  return model::observed_queries(inquiry.model.blueprint(), input.geometry.grid, patches);
}

std::optional<model::Rollout> rollout_of(const std::vector<nn::ObservedQueries>& starts,
                                         tensor::PatchGrid grid, const Inquiry& inquiry) {
  if (inquiry.selection.map().source != Source::kRollout) return std::nullopt;
  return std::optional<model::Rollout>(
      std::in_place, inquiry.model, grid, starts,
      model::RolloutRequest{inquiry.selection.blocks(), inquiry.question.rollout_start,
                            groups_of(inquiry.selection.head(), inquiry.model.blueprint().heads)});
}

std::vector<tensor::Matrix> block_tokens(model::BlockKeeper& keeper, const Inquiry& inquiry,
                                         base::ThreadPool& threads) {
  const model::TokenState state =
      inquiry.question.tokens.value_or(inquiry.selection.map().usual_tokens);
  std::vector<tensor::Matrix> tokens;
  for (model::KeptBlock& kept : keeper.take()) {
    tokens.push_back(std::move(kept.tokens_after));
    if (state == model::TokenState::kNormed) inquiry.model.apply_final_norm(tokens.back(), threads);
  }
  return tokens;
}

// Of the patches of each drawn block: [N, D].
std::vector<tensor::Matrix> features_of(model::BlockKeeper& keeper,
                                        const std::vector<tensor::Matrix>& block_tokens,
                                        int patches, const Inquiry& inquiry) {
  std::vector<tensor::Matrix> features;
  for (const model::KeptBlock& kept : keeper.kept()) {
    for (const tensor::Matrix* kind : {&kept.queries, &kept.keys, &kept.values}) {
      if (kind->rows() > 0) features.emplace_back(kind->bottomRows(patches));
    }
  }
  if (inquiry.rule == nullptr || !inquiry.rule->needs_tokens()) return features;
  for (const tensor::Matrix& tokens : block_tokens) {
    features.emplace_back(tokens.bottomRows(patches));
  }
  return features;
}

// Takes the attention of each block.
class Capture : public model::BlockObserver {
 public:
  Capture(NetworkOutput& output, tensor::PatchGrid grid,
          const std::vector<nn::ObservedQueries>& queries, const Inquiry& inquiry,
          const analysis::BlockObserver& on_block)
      : output_(output), grid_(grid), inquiry_(inquiry), on_block_(on_block) {
    const model::Blueprint& blueprint = inquiry.model.blueprint();
    const bool pooling = inquiry.selection.is_pooling_head();
    if (!pooling) wishes_.attention = queries;
    for (std::size_t query = 0; query < queries.size(); ++query) {
      output.attention.emplace_back(pooling ? 1 : blueprint.blocks, blueprint.heads, grid);
    }
    output.prefix_share.resize(output.attention.size());
  }

  [[nodiscard]] model::Wishes wishes(int /*block*/) const override { return wishes_; }

  void see(const model::BlockView& view) override {
    if (!wishes_.attention.empty()) take(view.block, view.attention);
    on_block_();
  }

  // `rows` is [queries · H, T].
  void take(int block, tensor::ConstMatrixRef rows) {
    const model::Blueprint& blueprint = inquiry_.model.blueprint();
    const int heads = blueprint.heads;
    const std::vector<int> drawn = inquiry_.selection.blocks();
    const bool is_drawn = std::find(drawn.begin(), drawn.end(), block) != drawn.end();
    for (std::size_t query = 0; query < output_.attention.size(); ++query) {
      const auto of_query = rows.middleRows(static_cast<int>(query) * heads, heads);
      output_.attention[query].block(block) = of_query.rightCols(grid_.count());
      if (!is_drawn) continue;
      output_.prefix_share[query].push_back(prefix_share(of_query, blueprint.prefix));
    }
  }

 private:
  NetworkOutput& output_;
  tensor::PatchGrid grid_;
  const Inquiry& inquiry_;
  const analysis::BlockObserver& on_block_;
  model::Wishes wishes_;
};

}  // namespace

NetworkOutput run_network(const PhotoInput& input, const Inquiry& inquiry,
                          base::ThreadPool& threads, const analysis::BlockObserver& on_block) {
  const tensor::PatchGrid grid = input.geometry.grid;
  const std::vector<nn::ObservedQueries> queries = observed_queries(input, inquiry);
  NetworkOutput output;
  Capture capture(output, grid, queries, inquiry, on_block);
  model::BlockKeeper tokens(blocks_of_tokens(inquiry), {.tokens_after = true});
  std::optional<model::Rollout> rollout = rollout_of(queries, grid, inquiry);
  model::BlockKeeper features = feature_keeper(inquiry);
  model::Request request{goal_of(inquiry), {&capture, &tokens, &features}};
  if (rollout) request.observers.push_back(&*rollout);
  model::Result result =
      inquiry.model.forward(network_input(input, inquiry.model.blueprint(), threads), grid, request,
                            threads, inquiry.stop);
  if (inquiry.selection.is_pooling_head()) {
    capture.take(inquiry.selection.blocks().front(), result.pooling_attention);
  }
  if (rollout) output.rollout = rollout->compute(threads);
  output.block_tokens = block_tokens(tokens, inquiry, threads);
  output.features = features_of(features, output.block_tokens, grid.count(), inquiry);
  output.tokens = std::move(result.tokens);
  output.logits = std::move(result.logits);
  output.pooling_attention = std::move(result.pooling_attention);
  return output;
}

}  // namespace vitviz::analysis
