// SPDX-License-Identifier: Apache-2.0
#include "model/rollout.h"

#include <algorithm>
#include <cstddef>

#include "base/check.h"
#include "model/attend.h"
#include "model/token_rows.h"

namespace vitviz::model {
namespace {

std::vector<int> blocks_between(const RolloutRequest& request) {
  VITVIZ_CHECK(!request.blocks.empty());
  std::vector<int> blocks;
  for (int block = request.first_block; block <= request.blocks.back(); ++block) {
    blocks.push_back(block);
  }
  return blocks;
}

}  // namespace

Rollout::Rollout(const VisionTransformer& model, tensor::PatchGrid grid,
                 std::vector<nn::ObservedQueries> starts, RolloutRequest request)
    : BlockKeeper(blocks_between(request), {.queries = true, .keys = true}),
      model_(model),
      grid_(grid),
      starts_(std::move(starts)),
      request_(std::move(request)) {
  VITVIZ_CHECK(std::is_sorted(request_.blocks.begin(), request_.blocks.end()));
  VITVIZ_CHECK(request_.blocks.back() < model.blueprint().blocks);
}

std::vector<tensor::Matrix> Rollout::compute(base::ThreadPool& threads,
                                             const std::stop_token& stop) const {
  const Blueprint& blueprint = model_.blueprint();
  const int tokens = blueprint.prefix_count() + grid_.count();
  const bool has_extra_key = model_.weights().blocks.front().extra_key.size() > 0;
  nn::Attention attention(
      {blueprint.heads, blueprint.head_width(), has_extra_key ? tokens + 1 : tokens},
      nn::precision_of_attention(blueprint.precision), threads.size());

  // For each group, the rows of the last block come first, so that those which have begun lie
  // together.
  const std::vector<int>& ends = request_.blocks;
  const tensor::Matrix begin = start_rows().replicate(static_cast<Eigen::Index>(ends.size()), 1);
  std::vector<tensor::Matrix> rows(request_.heads.size(), begin);
  for (auto block = kept().rbegin(); block != kept().rend(); ++block) {
    const BlockWeights& w = model_.weights().blocks[static_cast<std::size_t>(block->block)];
    for_each_rows(tokens, blueprint.precision, threads, stop, [&](TokenRows some, int) {
      attention.set_keys(some.first, some.of(block->keys));
    });
    if (has_extra_key) attention.set_keys(tokens, w.extra_key);
    const nn::ScoreBias bias = score_bias(blueprint, w, grid_);
    const auto begun = ends.end() - std::lower_bound(ends.begin(), ends.end(), block->block);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      nn::carry_back(attention, block->queries, bias, request_.heads[i],
                     rows[i].topRows(begun * static_cast<Eigen::Index>(starts_.size())), threads,
                     stop);
    }
  }
  return by_start(rows);
}

// [starts, T]: each sums to 1.
tensor::Matrix Rollout::start_rows() const {
  const int tokens = model_.blueprint().prefix_count() + grid_.count();
  tensor::Matrix rows = tensor::Matrix::Zero(static_cast<Eigen::Index>(starts_.size()), tokens);
  for (std::size_t i = 0; i < starts_.size(); ++i) {
    const auto [first, count] = starts_[i];
    rows.row(static_cast<Eigen::Index>(i))
        .segment(first, count)
        .setConstant(1.0F / static_cast<float>(count));
  }
  return rows;
}

std::vector<tensor::Matrix> Rollout::by_start(const std::vector<tensor::Matrix>& rows) const {
  const auto starts = static_cast<Eigen::Index>(starts_.size());
  const auto ends = static_cast<Eigen::Index>(request_.blocks.size());
  const auto groups = static_cast<Eigen::Index>(rows.size());
  std::vector<tensor::Matrix> result;
  for (Eigen::Index start = 0; start < starts; ++start) {
    tensor::Matrix& maps = result.emplace_back(ends * groups, rows.front().cols());
    for (Eigen::Index row = 0; row < ends * groups; ++row) {
      const Eigen::Index from_last = ends - 1 - row / groups;
      maps.row(row) = rows[static_cast<std::size_t>(row % groups)].row(from_last * starts + start);
    }
  }
  return result;
}

}  // namespace vitviz::model
