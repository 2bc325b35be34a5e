// SPDX-License-Identifier: Apache-2.0
#include "cli/network_output.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/stopped.h"
#include "cli/views.h"

namespace vitviz::cli {
namespace {

// Only who asks for what comes after the last attention waits for it.
model::Goal goal_of(const DrawJob& job) {
  const std::vector<RawArray>& raw = job.options.raw;
  const bool more_than_maps = std::any_of(raw.begin(), raw.end(), [](RawArray array) {
    return array == RawArray::kTokens || array == RawArray::kLogits || array == RawArray::kNpz;
  });
  const bool classes = job.options.json && job.model.blueprint().classes > 0;
  return more_than_maps || classes ? model::Goal::kTokens : model::Goal::kAttention;
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

model::Request request_of(const std::vector<Query>& queries, const DrawJob& job) {
  const Options& options = job.options;
  const model::TokenState usual =
      options.map == Map::kNorm ? model::TokenState::kBlock : model::TokenState::kNormed;
  model::Request request;
  request.goal = goal_of(job);
  for (const Query& query : queries) request.queries.push_back(query.patch);
  request.token_state = options.tokens.value_or(usual);
  if (needs_block_tokens(options)) {
    // The pooling head looks at what the last block left.
    request.token_blocks = job.selection.is_pooling_head()
                               ? std::vector<int>{job.model.blueprint().blocks - 1}
                               : job.selection.blocks();
  }
  if (options.map == Map::kRollout) {
    request.rollout = {job.selection.blocks(), options.rollout_start,
                       groups_of(job.selection.head(), job.model.blueprint().heads)};
  }
  return request;
}

// Takes what the forward pass hands out of each block.
class Capture {
 public:
  Capture(NetworkOutput& output, tensor::PatchGrid grid, int queries, const DrawJob& job)
      : output_(output), grid_(grid), job_(job) {
    const model::Blueprint& blueprint = job.model.blueprint();
    const int blocks = job.selection.is_pooling_head() ? 1 : blueprint.blocks;
    for (int query = 0; query < queries; ++query) {
      output.attention.emplace_back(blocks, blueprint.heads, grid);
    }
    output.prefix_share.resize(output.attention.size());
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
};

}  // namespace

NetworkOutput run_network(const PhotoInput& input, const DrawJob& job, base::ThreadPool& threads,
                          const BlockObserver& on_block) {
  const bool pooling = job.selection.is_pooling_head();
  const tensor::PatchGrid grid = input.geometry.grid;
  const model::Request request = request_of(input.queries, job);
  NetworkOutput output;
  Capture capture(output, grid, request.observed_count(), job);
  const auto keep_rows = [&](int block, tensor::ConstMatrixRef rows) {
    if (!pooling) capture.take(block, rows);
    on_block();
    base::stop_if_requested(job.stop);
  };
  model::Result result = job.model.forward(network_input(input, job.model.blueprint(), threads),
                                           grid, request, keep_rows, threads);
  if (pooling) capture.take(job.selection.blocks().front(), result.pooling_attention);
  output.rollout = std::move(result.rollout);
  output.block_tokens = std::move(result.block_tokens);
  output.tokens = std::move(result.tokens);
  output.logits = std::move(result.logits);
  return output;
}

}  // namespace vitviz::cli
