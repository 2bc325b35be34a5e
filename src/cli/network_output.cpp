// SPDX-License-Identifier: Apache-2.0
#include "cli/network_output.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "cli/interruption.h"
#include "cli/views.h"
#include "model/block_keeper.h"
#include "model/observed_queries.h"
#include "model/rollout.h"

namespace vitviz::cli {
namespace {

// Run past the last attention only if something from there is needed.
model::Goal goal_of(const DrawJob& job) {
  const std::vector<RawArray>& raw = job.options.raw;
  const bool more_than_maps = std::any_of(raw.begin(), raw.end(), [](RawArray array) {
    return array == RawArray::kTokens || array == RawArray::kLogits || array == RawArray::kNpz;
  });
  const bool classes = job.options.json && job.model.blueprint().classes > 0;
  if (more_than_maps || classes) return model::Goal::kTokens;
  return job.selection.is_pooling_head() ? model::Goal::kPooling : model::Goal::kBlocks;
}

bool needs_block_tokens(const Options& options) {
  return options.map == Map::kSimilarity || options.map == Map::kNorm ||
         std::any_of(options.views.begin(), options.views.end(), needs_tokens);
}

std::vector<nn::HeadGroup> groups_of(const HeadChoice& head, int heads) {
  if (const int* one = std::get_if<int>(&head)) return {{*one, 1}};
  if (const auto* fusion = std::get_if<tensor::HeadFusion>(&head)) return {{0, heads, *fusion}};
  std::vector<nn::HeadGroup> each;
  each.reserve(static_cast<std::size_t>(heads));
  for (int one = 0; one < heads; ++one) each.push_back({one, 1});
  return each;
}

std::vector<int> blocks_of_tokens(const DrawJob& job) {
  if (!needs_block_tokens(job.options)) return {};
  // The pooling head looks at what the last block left.
  if (job.selection.is_pooling_head()) return {job.model.blueprint().blocks - 1};
  return job.selection.blocks();
}

std::vector<nn::ObservedQueries> observed_queries(const PhotoInput& input, const DrawJob& job) {
  std::vector<int> patches;
  for (const Query& query : input.queries) patches.push_back(query.patch);
  return model::observed_queries(job.model.blueprint(), input.geometry.grid, patches);
}

std::optional<model::Rollout> rollout_of(const std::vector<nn::ObservedQueries>& starts,
                                         tensor::PatchGrid grid, const DrawJob& job) {
  if (job.options.map != Map::kRollout) return std::nullopt;
  return std::optional<model::Rollout>(
      std::in_place, job.model, grid, starts,
      model::RolloutRequest{job.selection.blocks(), job.options.rollout_start,
                            groups_of(job.selection.head(), job.model.blueprint().heads)});
}

std::vector<tensor::Matrix> block_tokens(model::BlockKeeper& keeper, const DrawJob& job,
                                         base::ThreadPool& threads) {
  const model::TokenState usual =
      job.options.map == Map::kNorm ? model::TokenState::kBlock : model::TokenState::kNormed;
  std::vector<tensor::Matrix> tokens;
  for (model::KeptBlock& kept : keeper.take()) {
    tokens.push_back(std::move(kept.tokens_after));
    if (job.options.tokens.value_or(usual) == model::TokenState::kNormed) {
      job.model.apply_final_norm(tokens.back(), threads);
    }
  }
  return tokens;
}

// Takes the attention of each block.
class Capture : public model::BlockObserver {
 public:
  Capture(NetworkOutput& output, tensor::PatchGrid grid,
          const std::vector<nn::ObservedQueries>& queries, const DrawJob& job,
          const cli::BlockObserver& on_block)
      : output_(output), grid_(grid), job_(job), on_block_(on_block) {
    const model::Blueprint& blueprint = job.model.blueprint();
    const bool pooling = job.selection.is_pooling_head();
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
    stop_if_interrupted();
  }

  // `rows` is [queries · H, T].
  void take(int block, tensor::ConstMatrixRef rows) {
    const model::Blueprint& blueprint = job_.model.blueprint();
    const int heads = blueprint.heads;
    const std::vector<int> drawn = job_.selection.blocks();
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
  const DrawJob& job_;
  const cli::BlockObserver& on_block_;
  model::Wishes wishes_;
};

}  // namespace

NetworkOutput run_network(const PhotoInput& input, const DrawJob& job, base::ThreadPool& threads,
                          const cli::BlockObserver& on_block) {
  const tensor::PatchGrid grid = input.geometry.grid;
  const std::vector<nn::ObservedQueries> queries = observed_queries(input, job);
  NetworkOutput output;
  Capture capture(output, grid, queries, job, on_block);
  model::BlockKeeper tokens(blocks_of_tokens(job), {.tokens_after = true});
  std::optional<model::Rollout> rollout = rollout_of(queries, grid, job);
  model::Request request{goal_of(job), {&capture, &tokens}};
  if (rollout) request.observers.push_back(&*rollout);
  model::Result result = job.model.forward(network_input(input, job.model.blueprint(), threads),
                                           grid, request, threads);
  if (job.selection.is_pooling_head()) {
    capture.take(job.selection.blocks().front(), result.pooling_attention);
  }
  if (rollout) output.rollout = rollout->compute(threads);
  output.block_tokens = block_tokens(tokens, job, threads);
  output.tokens = std::move(result.tokens);
  output.logits = std::move(result.logits);
  return output;
}

}  // namespace vitviz::cli
