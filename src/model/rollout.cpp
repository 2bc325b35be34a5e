// SPDX-License-Identifier: Apache-2.0
#include "model/rollout.h"

#include <algorithm>
#include <cstddef>

#include "base/check.h"
#include "nn/rollout.h"

namespace vitviz::model {

std::vector<tensor::Matrix> roll_out(const RolloutRequest& request, tensor::ConstMatrixRef starts,
                                     nn::Attention& attention,
                                     const std::function<LoadedBlock(int block)>& load,
                                     base::ThreadPool& threads) {
  const std::vector<int>& blocks = request.blocks;
  VITVIZ_CHECK(!blocks.empty() && std::is_sorted(blocks.begin(), blocks.end()));
  const Eigen::Index queries = starts.rows();
  const auto count = static_cast<Eigen::Index>(blocks.size());
  const auto groups = static_cast<Eigen::Index>(request.heads.size());

  // For each group, the rows of the last block come first, so that those which have begun lie
  // together.
  const tensor::Matrix begin = starts.replicate(count, 1);
  std::vector<tensor::Matrix> rows(request.heads.size(), begin);
  for (int block = blocks.back(); block >= request.first_block; --block) {
    const auto begun = blocks.end() - std::lower_bound(blocks.begin(), blocks.end(), block);
    const LoadedBlock loaded = load(block);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      nn::carry_back(attention, loaded.q, loaded.bias, request.heads[i],
                     rows[i].topRows(begun * queries), threads);
    }
  }

  std::vector<tensor::Matrix> result;
  for (Eigen::Index query = 0; query < queries; ++query) {
    tensor::Matrix& maps = result.emplace_back(count * groups, starts.cols());
    for (Eigen::Index row = 0; row < count * groups; ++row) {
      const Eigen::Index from_last = count - 1 - row / groups;
      maps.row(row) = rows[static_cast<std::size_t>(row % groups)].row(from_last * queries + query);
    }
  }
  return result;
}

}  // namespace vitviz::model
