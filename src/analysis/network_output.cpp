// SPDX-License-Identifier: Apache-2.0
#include "analysis/network_output.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/stopped.h"

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

model::Request request_of(const std::vector<Query>& queries, const Inquiry& inquiry) {
  const Question& question = inquiry.question;
  const MapSelection& selection = inquiry.selection;
  const model::Blueprint& blueprint = inquiry.model.blueprint();
  model::Request request;
  request.goal = inquiry.extras.final_tokens ? model::Goal::kTokens : model::Goal::kAttention;
  for (const Query& query : queries) request.queries.push_back(query.patch);
  request.token_state = question.tokens.value_or(selection.map().usual_tokens);
  if (inquiry.extras.block_tokens || selection.map().source == Source::kTokens) {
    // The pooling head looks at what the last block left.
    request.token_blocks =
        selection.is_pooling_head() ? std::vector<int>{blueprint.blocks - 1} : selection.blocks();
  }
  if (selection.map().source == Source::kRollout) {
    request.rollout = {selection.blocks(), question.rollout_start,
                       groups_of(selection.head(), blueprint.heads)};
  }
  return request;
}

// Takes what the forward pass hands out of each block.
class Capture {
 public:
  Capture(NetworkOutput& output, tensor::PatchGrid grid, int queries, const Inquiry& inquiry)
      : output_(output), grid_(grid), inquiry_(inquiry) {
    const model::Blueprint& blueprint = inquiry.model.blueprint();
    const int blocks = inquiry.selection.is_pooling_head() ? 1 : blueprint.blocks;
    for (int query = 0; query < queries; ++query) {
      output.attention.emplace_back(blocks, blueprint.heads, grid);
    }
    output.prefix_share.resize(output.attention.size());
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
};

}  // namespace

NetworkOutput run_network(const PhotoInput& input, const Inquiry& inquiry,
                          base::ThreadPool& threads, const BlockObserver& on_block) {
  const bool pooling = inquiry.selection.is_pooling_head();
  const tensor::PatchGrid grid = input.geometry.grid;
  const model::Request request = request_of(input.queries, inquiry);
  NetworkOutput output;
  Capture capture(output, grid, request.observed_count(), inquiry);
  const auto keep_rows = [&](int block, tensor::ConstMatrixRef rows) {
    if (!pooling) capture.take(block, rows);
    on_block();
    base::stop_if_requested(inquiry.stop);
  };
  model::Result result = inquiry.model.forward(
      network_input(input, inquiry.model.blueprint(), threads), grid, request, keep_rows, threads);
  if (pooling) capture.take(inquiry.selection.blocks().front(), result.pooling_attention);
  output.rollout = std::move(result.rollout);
  output.block_tokens = std::move(result.block_tokens);
  output.tokens = std::move(result.tokens);
  output.logits = std::move(result.logits);
  return output;
}

}  // namespace vitviz::analysis
