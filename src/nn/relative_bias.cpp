// SPDX-License-Identifier: Apache-2.0
#include "nn/relative_bias.h"

#include <algorithm>
#include <span>
#include <utility>

#include "base/check.h"

namespace vitviz::nn {
namespace {

constexpr int kSpecialRows = 3;  // CLS to patch, patch to CLS, CLS to CLS

// The distances from -(n - 1) to n - 1 in both directions.
tensor::PatchGrid distances_of(tensor::PatchGrid grid) {
  return {2 * grid.rows - 1, 2 * grid.cols - 1};
}

class Bias {
 public:
  Bias(tensor::Matrix distances, tensor::Matrix special, tensor::PatchGrid grid)
      : distances_(std::move(distances)), special_(std::move(special)), grid_(grid) {}

  void operator()(int head, int first_query, int first_key, tensor::MatrixRef bias) const {
    for (Eigen::Index i = 0; i < bias.rows(); ++i) {
      const int query = first_query + static_cast<int>(i);
      const Eigen::Index patches = bias.cols() - (first_key == 0 ? 1 : 0);
      if (first_key == 0) bias(i, 0) = special_(head, query == 0 ? 2 : 1);
      if (query == 0) {
        bias.row(i).tail(patches).setConstant(special_(head, 0));
      } else if (patches > 0) {
        write_distances(
            head, query - 1, std::max(first_key - 1, 0),
            {bias.row(i).data() + bias.cols() - patches, static_cast<std::size_t>(patches)});
      }
    }
  }

 private:
  // The bias of patch `query` to the patches from `key` on, row by row of the grid.
  void write_distances(int head, int query, int key, std::span<float> values) const {
    const int width = distances_of(grid_).cols;
    int col = key % grid_.cols;
    int row = key / grid_.cols;
    for (float& value : values) {
      const int y = query / grid_.cols - row + grid_.rows - 1;
      const int x = query % grid_.cols - col + grid_.cols - 1;
      value = distances_(head, y * width + x);
      if (++col == grid_.cols) {
        col = 0;
        ++row;
      }
    }
  }

  tensor::Matrix distances_;  // [H, distances]
  tensor::Matrix special_;    // [H, 3]
  tensor::PatchGrid grid_;
};

}  // namespace

ScoreBias relative_position_bias(tensor::ConstMatrixRef table, tensor::PatchGrid trained,
                                 tensor::PatchGrid grid, GridFilter filter) {
  const tensor::PatchGrid from = distances_of(trained);
  VITVIZ_CHECK(table.rows() == from.count() + kSpecialRows);
  const tensor::Matrix distances =
      resample_grid(table.topRows(from.count()), from, distances_of(grid), filter);
  return Bias(distances.transpose(), table.bottomRows(kSpecialRows).transpose(), grid);
}

}  // namespace vitviz::nn
