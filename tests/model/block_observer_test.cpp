// SPDX-License-Identifier: Apache-2.0
// What observers see of a pass, against timm (tests/reference/maps/make_maps.py) and against each
// other, and what their wishes cost.
#include "model/block_observer.h"

#include <algorithm>
#include <map>
#include <string>

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "model/block_keeper.h"
#include "model/capture.h"
#include "model/rollout.h"
#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::model {
namespace {

constexpr double kTolerance = 1e-5;       // of softmax weights; the promise
constexpr double kTokenTolerance = 1e-4;  // the promise; measured 5e-6
constexpr int kBlocks = 3;
constexpr int kHeads = 3;
constexpr int kTokens = 39;  // three of them before the patches
constexpr tensor::PatchGrid kGrid{4, 9};

const VisionTransformer& synthetic() {
  static const VisionTransformer model =
      checkpoint::load_model(test::reference("vit/synthetic.safetensors"), {});
  return model;
}

test::Array array(const std::string& name) {
  return test::read_npy(test::reference("maps/" + name + ".npy"));
}

std::vector<nn::ObservedQueries> queries_of(const std::vector<int>& patches) {
  return observed_queries(synthetic().blueprint(), kGrid, patches);
}

Result run(Goal goal, std::vector<BlockObserver*> observers, int thread_count = 2) {
  const test::Array input = test::read_npy(test::reference("vit/grid4x9.input.npy"));
  base::ThreadPool threads(thread_count);
  return synthetic().forward(test::cut_patches(input, 8), kGrid, {goal, std::move(observers)},
                             threads);
}

const std::vector<int> kAllBlocks = {0, 1, 2};

Wishes everything(const std::vector<int>& patches) {
  return {.attention = queries_of(patches),
          .tokens_before = true,
          .queries = true,
          .keys = true,
          .values = true,
          .tokens_between = true,
          .tokens_after = true};
}

TEST_CASE("CLS hands out all its attention, patches theirs in the order of the wishes") {
  const test::Array want = array("query_attention");  // of CLS, 5, 22 in each block
  BlockKeeper cls(kAllBlocks, {.attention = queries_of({})});
  BlockKeeper patches(kAllBlocks, {.attention = queries_of({22, 5})});
  run(Goal::kBlocks, {&cls, &patches});
  for (std::size_t block = 0; block < kBlocks; ++block) {
    const auto rows = want.matrix().middleRows(static_cast<int>(block) * 3 * kHeads, 3 * kHeads);
    const tensor::Matrix& of_patches = patches.kept()[block].attention;
    test::check_near(cls.kept()[block].attention, rows.topRows(kHeads), kTolerance);
    test::check_near(of_patches.topRows(kHeads), rows.bottomRows(kHeads), kTolerance);
    test::check_near(of_patches.bottomRows(kHeads), rows.middleRows(kHeads, kHeads), kTolerance);
  }
}

TEST_CASE("the attention of all patches is that of each, to the bit") {
  std::vector<int> all(static_cast<std::size_t>(kGrid.count()));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
  BlockKeeper together({1}, {.attention = queries_of(all)});
  run(Goal::kBlocks, {&together});
  for (const int patch : {0, 5, 6, 35}) {
    CAPTURE(patch);
    BlockKeeper alone({1}, {.attention = queries_of({patch})});
    run(Goal::kBlocks, {&alone});
    CHECK(together.kept()[0].attention.middleRows(patch * kHeads, kHeads) ==
          alone.kept()[0].attention);
  }
}

// Takes the attention of all tokens of all blocks.
struct Collector : BlockObserver {
  [[nodiscard]] Wishes wishes(int block) const override { return {.attention_of_all = block < 2}; }
  void see_attention(const AttentionPart& part) override {
    tensor::Matrix& block = blocks[part.block];
    CHECK(part.first_query * heads == block.rows());  // one after the other
    block.conservativeResize(block.rows() + part.weights.rows(), part.weights.cols());
    block.bottomRows(part.weights.rows()) = part.weights;
    most_rows = std::max(most_rows, part.weights.rows());
    ++parts;
  }
  std::map<int, tensor::Matrix> blocks;
  int heads = kHeads;
  int parts = 0;
  Eigen::Index most_rows = 0;
};

TEST_CASE("the attention of all tokens comes in parts that are those of each, to the bit") {
  Collector all;
  run(Goal::kBlocks, {&all});
  BlockKeeper some({0, 1}, {.attention = queries_of({0, 9, 35})});
  BlockKeeper cls({0, 1}, {.attention = queries_of({})});
  run(Goal::kTokens, {&some, &cls});
  CHECK(all.blocks.size() == 2);
  for (const int block : {0, 1}) {
    const tensor::Matrix& rows = all.blocks[block];
    const KeptBlock& kept = some.kept()[static_cast<std::size_t>(block)];
    REQUIRE(rows.rows() == kTokens * kHeads);
    CHECK(rows.topRows(kHeads) == cls.kept()[static_cast<std::size_t>(block)].attention);
    CHECK(rows.middleRows(3 * kHeads, kHeads) == kept.attention.topRows(kHeads));
    CHECK(rows.middleRows(12 * kHeads, kHeads) == kept.attention.middleRows(kHeads, kHeads));
    CHECK(rows.bottomRows(kHeads) == kept.attention.bottomRows(kHeads));
  }
}

TEST_CASE("of many tokens, the attention comes in parts of a few megabytes") {
  const tensor::PatchGrid grid{25, 40};
  Collector all;
  base::ThreadPool threads(2);
  const tensor::Matrix patches = test::random_matrix(grid.count(), 3 * 8 * 8, 1);
  const Result result = synthetic().forward(patches, grid, {Goal::kBlocks, {&all}}, threads);
  CHECK(all.parts > 2);
  CHECK(all.most_rows == queries_of_part(kHeads, grid.count() + 3) * kHeads);
  CHECK(all.blocks[1].rows() == (grid.count() + 3) * kHeads);
  CHECK((all.blocks[1].rowwise().sum().array() - 1).abs().maxCoeff() < 1e-5F);
  CHECK(queries_of_part(16, 10000) == 6);  // a tile at least, and no more tokens than there are
  CHECK(queries_of_part(3, 39) == 39);
}

TEST_CASE("tokens are those that enter and leave a block, and the final norm makes the result") {
  const test::Array want = array("blocks");  // as the first and the last block leave them
  BlockKeeper keeper(kAllBlocks, {.tokens_before = true, .tokens_after = true});
  const Result result = run(Goal::kTokens, {&keeper});
  const std::vector<KeptBlock>& kept = keeper.kept();
  test::check_near(kept[0].tokens_after, want.matrix().topRows(kTokens), kTokenTolerance);
  test::check_near(kept[2].tokens_after, want.matrix().bottomRows(kTokens), kTokenTolerance);
  CHECK(kept[1].tokens_before == kept[0].tokens_after);
  CHECK(kept[2].tokens_before == kept[1].tokens_after);

  tensor::Matrix normed = kept[2].tokens_after;
  base::ThreadPool threads(2);
  synthetic().apply_final_norm(normed, threads);
  CHECK(normed == result.tokens);
}

// softmax(q kᵀ / √K) of the queries and keys an observer sees is the attention it sees.
TEST_CASE("queries and keys are those of the attention, in the last block too") {
  BlockKeeper keeper({0, 2}, {.attention = queries_of({7}), .queries = true, .keys = true});
  run(Goal::kBlocks, {&keeper});
  for (const KeptBlock& kept : keeper.kept()) {
    CAPTURE(kept.block);
    const Eigen::Index width = kept.queries.cols() / kHeads;
    for (int head = 0; head < kHeads; ++head) {
      const test::DoubleMatrix q =
          kept.queries.row(3 + 7).segment(head * width, width).cast<double>();
      const test::DoubleMatrix k = kept.keys.middleCols(head * width, width).cast<double>();
      test::DoubleMatrix weights =
          (q * k.transpose() / std::sqrt(static_cast<double>(width))).array().exp();
      weights /= weights.sum();
      test::check_near(kept.attention.row(head), weights.cast<float>(), kTolerance);
    }
  }
}

// A block's second half is the same for all tokens, so values are checked by what they add up to:
// with all else known, one row of the attention output goes through projection and MLP.
TEST_CASE("values are those that the attention weighs") {
  BlockKeeper keeper({1}, everything({7}));
  run(Goal::kBlocks, {&keeper});
  const KeptBlock& kept = keeper.kept()[0];
  const BlockWeights& w = synthetic().weights().blocks[1];
  const Eigen::Index width = kept.values.cols() / kHeads;
  tensor::Matrix output(1, kept.values.cols());
  for (int head = 0; head < kHeads; ++head) {
    output.middleCols(head * width, width) =
        kept.attention.row(head) * kept.values.middleCols(head * width, width);
  }
  tensor::Matrix z = kept.tokens_before.row(3 + 7);
  w.projection.patches.apply(output, z, nn::Store::kAdd);
  test::check_near(z, kept.tokens_between.row(3 + 7), kTokenTolerance);
  tensor::Matrix normed(1, z.cols());
  w.norm2.patches.apply(z, normed);
  tensor::Matrix hidden(1, synthetic().blueprint().mlp_width);
  w.mlp.fc1.apply(normed, hidden);
  nn::activate(synthetic().blueprint().activation, hidden);
  w.mlp.fc2.patches.apply(hidden, z, nn::Store::kAdd);
  test::check_near(z, kept.tokens_after.row(3 + 7), kTokenTolerance);
}

TEST_CASE("an observer is shown what it wished for, of the blocks it named, and nothing else") {
  struct Nosy : BlockObserver {
    [[nodiscard]] Wishes wishes(int block) const override {
      if (block == 1) return {.queries = true, .values = true};
      return {};
    }
    void see(const BlockView& view) override {
      CHECK(view.block == static_cast<int>(calls++));
      const bool wished = view.block == 1;
      CHECK(view.queries.rows() == (wished ? kTokens : 0));
      CHECK(view.values.rows() == (wished ? kTokens : 0));
      CHECK(view.tokens_before.rows() == 0);
      CHECK(view.keys.rows() == 0);
      CHECK(view.attention.rows() == 0);
    }
    void see_tokens_after(int /*block*/, tensor::ConstMatrixRef /*tokens*/) override { FAIL(""); }
    std::size_t calls = 0;
  };
  Nosy alone;
  run(Goal::kBlocks, {&alone});
  CHECK(alone.calls == 2);  // no block after the last it wishes to see
  Nosy beside;
  BlockKeeper other(kAllBlocks, everything({}));
  run(Goal::kTokens, {&other, &beside});
  CHECK(beside.calls == 3);
  for (const KeptBlock& kept : other.kept()) {
    for (const tensor::Matrix* seen :
         {&kept.tokens_before, &kept.queries, &kept.keys, &kept.values, &kept.tokens_after}) {
      CHECK(seen->rows() == kTokens);
    }
    CHECK(kept.attention.rows() == kHeads);
  }
}

TEST_CASE("without a wish no block is computed") {
  struct Counter : BlockObserver {
    [[nodiscard]] Wishes wishes(int /*block*/) const override { return {}; }
    void see(const BlockView& /*view*/) override { ++calls; }
    int calls = 0;
  };
  Counter counter;
  run(Goal::kBlocks, {&counter});
  CHECK(counter.calls == 0);
  run(Goal::kTokens, {&counter});
  CHECK(counter.calls == kBlocks);
}

TEST_CASE("observers change nothing for each other, and threads change no byte") {
  BlockKeeper want(kAllBlocks, everything({5, 22}));
  const Result result = run(Goal::kTokens, {&want}, 1);
  for (const int threads : {2, 3}) {
    BlockKeeper got(kAllBlocks, everything({5, 22}));
    Rollout rollout(synthetic(), kGrid, queries_of({}), {{2}, 0, {{0, kHeads}}});
    CHECK(run(Goal::kTokens, {&rollout, &got}, threads).tokens == result.tokens);
    for (std::size_t i = 0; i < kBlocks; ++i) {
      CHECK(got.kept()[i].tokens_before == want.kept()[i].tokens_before);
      CHECK(got.kept()[i].queries == want.kept()[i].queries);
      CHECK(got.kept()[i].keys == want.kept()[i].keys);
      CHECK(got.kept()[i].values == want.kept()[i].values);
      CHECK(got.kept()[i].attention == want.kept()[i].attention);
      CHECK(got.kept()[i].tokens_after == want.kept()[i].tokens_after);
    }
  }
  CHECK(run(Goal::kTokens, {}).tokens == result.tokens);
}

TEST_CASE("what an observer throws ends the pass and is the caller's") {
  struct Angry : BlockObserver {
    [[nodiscard]] Wishes wishes(int /*block*/) const override { return {.tokens_before = true}; }
    void see(const BlockView& view) override {
      ++calls;
      if (view.block == 1) throw view.block;
    }
    int calls = 0;
  };
  Angry angry;
  CHECK_THROWS_AS(run(Goal::kTokens, {&angry}), int);
  CHECK(angry.calls == 2);
}

}  // namespace
}  // namespace vitviz::model
