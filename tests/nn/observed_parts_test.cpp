// SPDX-License-Identifier: Apache-2.0
// How observed queries are shared out, seen through Attention: each row of weights is that of its
// own query, whatever stands beside it.
#include "nn/observed_parts.h"

#include <vector>

#include <doctest/doctest.h>

#include "nn/attention.h"
#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

constexpr int kTokens = 120;
constexpr int kHeads = 3;
constexpr int kWidth = 8;
constexpr double kTolerance = 1e-6;  // shares

// [observed · H, T]
tensor::Matrix weights_of(const std::vector<ObservedQueries>& observed, int thread_count = 2) {
  static const tensor::Matrix q = test::random_matrix(kTokens, kHeads * kWidth, 1);
  static const tensor::Matrix k = test::random_matrix(kTokens, kHeads * kWidth, 2);
  base::ThreadPool threads(thread_count);
  Attention attention({kHeads, kWidth, kTokens}, Precision::kF32, threads.size());
  attention.set_keys(0, k);
  tensor::Matrix weights(static_cast<Eigen::Index>(observed.size()) * kHeads, kTokens);
  tensor::Matrix nothing(0, kHeads * kWidth);
  attention.attend({q, {}, observed, weights, nothing}, threads);
  return weights;
}

// Every query's own, [T · H, T].
const tensor::Matrix& all_rows() {
  static const tensor::Matrix rows = [] {
    tensor::Matrix all(kTokens * kHeads, kTokens);
    for (int query = 0; query < kTokens; ++query) {
      all.middleRows(query * kHeads, kHeads) = weights_of({{query, 1}});
    }
    return all;
  }();
  return rows;
}

tensor::Matrix mean_of(const ObservedQueries& observed) {
  test::DoubleMatrix sum = test::DoubleMatrix::Zero(kHeads, kTokens);
  for (int i = 0; i < observed.count; ++i) {
    sum += all_rows().middleRows((observed.first + i) * kHeads, kHeads).cast<double>();
  }
  return (sum / observed.count).cast<float>();
}

TEST_CASE("tasks: single queries side by side share one for each head, ranges have eight at most") {
  const auto tasks = [](const std::vector<ObservedQueries>& observed) {
    tensor::Matrix weights(static_cast<Eigen::Index>(observed.size()) * kHeads, kTokens);
    return ObservedParts(observed, kHeads, weights).tasks();
  };
  CHECK(tasks({}) == 0);
  CHECK(tasks({{4, 1}}) == kHeads);
  CHECK(tasks({{4, 1}, {5, 1}, {6, 1}}) == kHeads);
  CHECK(tasks({{4, 1}, {6, 1}}) == 2 * kHeads);  // not neighbours
  CHECK(tasks({{5, 1}, {4, 1}}) == 2 * kHeads);  // not in order
  std::vector<ObservedQueries> seven;
  for (int i = 0; i < 7; ++i) seven.push_back({i, 1});
  CHECK(tasks(seven) == 2 * kHeads);  // six to a tile
  CHECK(tasks({{0, 6}}) == kHeads);
  CHECK(tasks({{0, 7}}) == 2 * kHeads);
  CHECK(tasks({{0, 120}}) == 8 * kHeads);
}

TEST_CASE("tasks are dealt out to all heads") {
  const std::vector<ObservedQueries> observed = {{0, 120}, {3, 1}};
  tensor::Matrix weights(2 * kHeads, kTokens);
  const ObservedParts parts(observed, kHeads, weights);
  std::vector<int> of_head(kHeads, 0);
  for (int task = 0; task < parts.tasks(); ++task) {
    ++of_head[static_cast<std::size_t>(parts.head_of(task))];
  }
  CHECK(of_head == std::vector<int>(kHeads, parts.tasks() / kHeads));
}

TEST_CASE("single queries are themselves to the bit, whatever they share a tile with") {
  std::vector<ObservedQueries> observed;
  for (const int query : {0, 1, 2, 3, 4, 5, 6, 7, 40, 39, 39, 119, 50, 51, 90}) {
    observed.push_back({query, 1});
  }
  const tensor::Matrix weights = weights_of(observed);
  for (std::size_t i = 0; i < observed.size(); ++i) {
    CHECK(weights.middleRows(static_cast<Eigen::Index>(i) * kHeads, kHeads) ==
          all_rows().middleRows(observed[i].first * kHeads, kHeads));
  }
}

TEST_CASE("ranges are the means of their queries, of any length and place") {
  for (const ObservedQueries range :
       {ObservedQueries{0, 2}, {3, 5}, {0, 6}, {1, 7}, {7, 48}, {9, 49}, {0, 119}, {0, 120}}) {
    CAPTURE(range.first);
    CAPTURE(range.count);
    test::check_near(weights_of({range}), mean_of(range), kTolerance);
  }
}

TEST_CASE("ranges and single queries may be mixed, overlap and come twice") {
  const std::vector<ObservedQueries> observed = {{5, 1},  {0, 60},  {6, 1}, {7, 1},
                                                 {0, 60}, {30, 90}, {5, 1}};
  for (const int thread_count : {1, 3}) {
    const tensor::Matrix weights = weights_of(observed, thread_count);
    for (std::size_t i = 0; i < observed.size(); ++i) {
      test::check_near(weights.middleRows(static_cast<Eigen::Index>(i) * kHeads, kHeads),
                       mean_of(observed[i]), kTolerance);
    }
  }
}

TEST_CASE("the same bytes for every number of threads") {
  const std::vector<ObservedQueries> observed = {{1, 119}, {5, 1}, {20, 33}};
  const tensor::Matrix alone = weights_of(observed, 1);
  for (const int thread_count : {2, 3, 4}) CHECK(weights_of(observed, thread_count) == alone);
}

}  // namespace
}  // namespace vitviz::nn
