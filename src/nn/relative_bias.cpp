// SPDX-License-Identifier: Apache-2.0
#include "nn/relative_bias.h"

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

  void operator()(int head, int first_query, tensor::MatrixRef rows) const {
    for (Eigen::Index i = 0; i < rows.rows(); ++i) {
      const int query = first_query + static_cast<int>(i);
      if (query == 0) {
        rows.row(i).setConstant(special_(head, 0));
        rows(i, 0) = special_(head, 2);
      } else {
        rows(i, 0) = special_(head, 1);
        write_distances(head, query - 1, &rows(i, 1));
      }
    }
  }

 private:
  // The bias of patch `query` to all patches, row by row.
  void write_distances(int head, int query, float* values) const {
    const int y = query / grid_.cols;
    const int x = query % grid_.cols;
    const int width = distances_of(grid_).cols;
    for (int row = 0; row < grid_.rows; ++row) {
      // The column grows with query − key, so a row of keys reads the table backwards.
      const int start = (y - row + grid_.rows - 1) * width + x + grid_.cols - 1;
      for (int col = 0; col < grid_.cols; ++col) *values++ = distances_(head, start - col);
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
