// SPDX-License-Identifier: Apache-2.0
// Whole matrices of attention, made up.
#include "measures/attention_measures.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "measures/reference_tables.h"

namespace vitviz::measures {
namespace {

constexpr double kTolerance = 1e-6;  // of numbers around 1 that are summed as floats

// Shows it matrices [L·H·T, T] of softmax weights as a forward pass would: of each block, some
// tokens at a time, all heads of a token together.
AttentionMeasures measure(tensor::ConstMatrixRef matrices, const RowShape& shape, int heads,
                          int thread_count = 2) {
  constexpr int kPart = 17;  // tokens: more than a task of the measures takes
  base::ThreadPool threads(thread_count);
  const auto tokens = static_cast<int>(matrices.cols());
  const auto blocks = static_cast<int>(matrices.rows()) / (heads * tokens);
  AttentionMeasures measures(shape, blocks, heads);
  for (int block = 0; block < blocks; ++block) {
    for (int first = 0; first < tokens; first += kPart) {
      const int count = std::min(kPart, tokens - first);
      tensor::Matrix part(count * heads, tokens);
      for (int row = 0; row < part.rows(); ++row) {
        const int head = row % heads;
        part.row(row) = matrices.row((block * heads + head) * tokens + first + row / heads);
      }
      std::vector<int> queries(static_cast<std::size_t>(count));
      std::iota(queries.begin(), queries.end(), first);
      measures.add({block, queries, part}, threads);
    }
  }
  return measures;
}

void agrees(const std::string& of_case, const RowShape& shape) {
  const test::Array attention = test::measures_array(of_case, "attention.in");
  const AttentionMeasures measures =
      measure(attention.matrix(), shape, static_cast<int>(attention.shape[1]));
  const std::vector<Table> tables = {measures.by_query(), measures.between_heads()};
  test::check_table(tables, "attention", of_case, shape.grid);
  test::check_table(tables, "heads", of_case, shape.grid);
}

TEST_CASE("attention of CLS, registers and patches is measured as numpy measures it") {
  agrees("planted", {{4, 5}, 3, true, 8});
}

TEST_CASE("attention of fewer than ten patches without CLS is measured as numpy measures it") {
  agrees("few", {{2, 3}, 0, false, 8});
}

TEST_CASE("attention with a distillation token is measured as numpy measures it") {
  agrees("zero", {{3, 4}, 2, true, 8});
}

TEST_CASE("attention that is the same everywhere reaches the mean distance of all pairs") {
  // On a line of N patches Σ |i − j| over all pairs is N·(N² − 1) / 3.
  const int patches = 40;
  const int tokens = patches + 1;
  const tensor::Matrix uniform = tensor::Matrix::Constant(2 * tokens, tokens, 1.0F / tokens);
  const AttentionMeasures measures = measure(uniform, {{1, patches}, 1, true, 16}, 2);
  const double of_all = 16 * (patches * patches - 1) / 3.0;
  const Table table = measures.by_query();
  REQUIRE(table.rows.size() == 4);
  for (const Row& row : table.rows) {
    CHECK(std::abs(row.values[0] - 1) <= kTolerance);
    CHECK(std::abs(row.values[3] - 1.0 / tokens) <= kTolerance);
    CHECK(std::isnan(row.values[4]));  // no registers
    CHECK(std::abs(row.values[5] - 10.0 / tokens) <= kTolerance);
  }
  CHECK(std::isnan(table.rows[0].values[1]));  // of CLS, which is nowhere
  CHECK(table.rows[1].values[1] == doctest::Approx(of_all / tokens).epsilon(kTolerance));
  CHECK(table.rows[1].values[2] == doctest::Approx(of_all / patches).epsilon(kTolerance));
}

TEST_CASE("heads that see the same have the cosine 1, heads that share nothing 0") {
  const int tokens = 6;
  tensor::Matrix heads(3 * tokens, tokens);
  heads.topRows(tokens).setIdentity();
  heads.middleRows(tokens, tokens).setIdentity();
  heads.bottomRows(tokens) = tensor::Matrix::Identity(tokens, tokens).rowwise().reverse();
  const Table table = measure(heads, {{2, 3}, 0, false, 16}, 3).between_heads();
  REQUIRE(table.rows.size() == 3);
  CHECK(key_in_words(table, table.rows[0]) == "block 0, head_a 0, head_b 1");
  CHECK(table.rows[0].values[0] == doctest::Approx(1).epsilon(kTolerance));
  CHECK(table.rows[1].values[0] == 0);
  CHECK(table.rows[2].values[0] == 0);
}

TEST_CASE("a model of one head has no pairs of them") {
  const tensor::Matrix identity = tensor::Matrix::Identity(6, 6);
  CHECK(measure(identity, {{2, 3}, 0, false, 16}, 1).between_heads().rows.empty());
}

}  // namespace
}  // namespace vitviz::measures
