// SPDX-License-Identifier: Apache-2.0
#include "nn/relative_bias.h"

#include <doctest/doctest.h>

#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

constexpr tensor::PatchGrid kGrid{2, 3};
constexpr int kDistances = 3 * 5;

// The definition, entry by entry.
float naive_bias(const tensor::Matrix& table, int head, int query, int key) {
  if (query == 0 && key == 0) return table(kDistances + 2, head);
  if (query == 0) return table(kDistances, head);
  if (key == 0) return table(kDistances + 1, head);
  const int dy = (query - 1) / kGrid.cols - (key - 1) / kGrid.cols + kGrid.rows - 1;
  const int dx = (query - 1) % kGrid.cols - (key - 1) % kGrid.cols + kGrid.cols - 1;
  return table(dy * 5 + dx, head);
}

TEST_CASE("the bias of every query and key is the table's entry for their distance") {
  const tensor::Matrix table = test::random_matrix(kDistances + 3, 2, 1);
  const ScoreBias bias = relative_position_bias(table, kGrid, kGrid, GridFilter::kBilinear);
  for (int head = 0; head < 2; ++head) {
    for (const int first : {0, 1, 4}) {
      for (const int first_key : {0, 1, 3, 6}) {
        tensor::Matrix part(3, 7 - first_key);
        bias(head, first, first_key, part);
        for (int i = 0; i < 3; ++i) {
          for (int j = 0; j < part.cols(); ++j) {
            CHECK(part(i, j) == naive_bias(table, head, first + i, first_key + j));
          }
        }
      }
    }
  }
}

TEST_CASE("on another grid the distances are resampled and the special entries kept") {
  tensor::Matrix table = tensor::Matrix::Constant(kDistances + 3, 1, 0.5F);
  table(kDistances, 0) = 7;
  const ScoreBias bias = relative_position_bias(table, kGrid, {4, 4}, GridFilter::kBilinear);
  tensor::Matrix rows(2, 17);
  bias(0, 0, 0, rows);
  CHECK(rows.row(0).rightCols(16).isConstant(7));
  CHECK(rows.row(1).isApproxToConstant(0.5F));
}

}  // namespace
}  // namespace vitviz::nn
