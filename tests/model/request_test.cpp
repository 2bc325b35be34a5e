// SPDX-License-Identifier: Apache-2.0
// What else may be asked of a forward pass, against timm and full T × T products
// (tests/reference/maps/make_maps.py), and its promises.
#include "model/request.h"

#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "model/capture.h"
#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::model {
namespace {

using tensor::HeadFusion;

constexpr double kTolerance = 1e-5;       // of shares; the promise
constexpr double kTokenTolerance = 1e-4;  // the promise; measured 5e-6
constexpr int kBlocks = 3;
constexpr int kHeads = 3;
const std::vector<int> kQueries = {5, 22};

test::Array array(const std::string& name) {
  return test::read_npy(test::reference("maps/" + name + ".npy"));
}

struct Run {
  std::vector<tensor::Matrix> attention;  // of each block, [queries · H, T]
  Result result;
};

Run run(const Request& request, int thread_count = 2) {
  const VisionTransformer model =
      checkpoint::load_model(test::reference("vit/synthetic.safetensors"), {});
  const test::Array input = test::read_npy(test::reference("vit/grid4x9.input.npy"));
  base::ThreadPool threads(thread_count);
  Run run;
  run.result = model.forward(
      test::cut_patches(input, 8), {4, 9}, request,
      [&](int, tensor::ConstMatrixRef rows) { run.attention.emplace_back(rows); }, threads);
  return run;
}

TEST_CASE("CLS hands out all its attention, patches theirs in the order of the request") {
  const test::Array want = array("query_attention");  // of CLS, 5, 22 in each block
  const Run cls = run({});
  Request request;
  request.queries = {22, 5};
  const Run patches = run(request);
  for (int block = 0; block < kBlocks; ++block) {
    const auto i = static_cast<std::size_t>(block);
    const auto rows = want.matrix().middleRows(block * 3 * kHeads, 3 * kHeads);
    test::check_near(cls.attention[i], rows.topRows(kHeads), kTolerance);
    test::check_near(patches.attention[i].topRows(kHeads), rows.bottomRows(kHeads), kTolerance);
    test::check_near(patches.attention[i].bottomRows(kHeads), rows.middleRows(kHeads, kHeads),
                     kTolerance);
  }
}

TEST_CASE("the tokens of blocks are what each block leaves, the final norm where asked for") {
  const test::Array want = array("blocks");
  Request request;
  request.token_blocks = {0, 2};
  const Run some = run(request);
  REQUIRE(some.result.block_tokens.size() == 2);
  CHECK(some.result.tokens.size() == 0);
  test::check_near(some.result.block_tokens[0], want.matrix().topRows(39), kTokenTolerance);
  test::check_near(some.result.block_tokens[1], want.matrix().bottomRows(39), kTokenTolerance);

  request.token_state = TokenState::kNormed;
  request.goal = Goal::kTokens;
  const Run normed = run(request);
  CHECK(normed.result.block_tokens[1] == normed.result.tokens);
}

tensor::Matrix rollout_of(const nn::HeadGroup& heads, const std::vector<int>& queries,
                          const std::vector<int>& blocks, int first_block) {
  Request request;
  request.queries = queries;
  request.rollout = {blocks, first_block, {heads}};
  const Run got = run(request);
  tensor::Matrix all(0, 39);
  for (const tensor::Matrix& maps : got.result.rollout) {
    all.conservativeResize(all.rows() + maps.rows(), 39);
    all.bottomRows(maps.rows()) = maps;
  }
  return all;
}

TEST_CASE("rollout is the row of the full product, from CLS and from patches") {
  const struct {
    const char* name;
    nn::HeadGroup heads;
    int first_block;
  } cases[] = {{"mean", {0, kHeads, HeadFusion::kMean}, 0},
               {"max", {0, kHeads, HeadFusion::kMax}, 0},
               {"min", {0, kHeads, HeadFusion::kMin}, 0},
               {"head1", {1, 1, HeadFusion::kMean}, 0},
               {"mean_from1", {0, kHeads, HeadFusion::kMean}, 1}};
  for (const auto& c : cases) {
    CAPTURE(c.name);
    const test::Array want = array(std::string("rollout.") + c.name);
    const int count = kBlocks - c.first_block;  // of the blocks, for each start
    std::vector<int> blocks;
    for (int block = c.first_block; block < kBlocks; ++block) blocks.push_back(block);
    test::check_near(rollout_of(c.heads, {}, blocks, c.first_block), want.matrix().topRows(count),
                     kTolerance);
    test::check_near(rollout_of(c.heads, kQueries, blocks, c.first_block),
                     want.matrix().bottomRows(2 * count), kTolerance);
    test::check_near(rollout_of(c.heads, {}, {kBlocks - 1}, c.first_block),
                     want.matrix().row(count - 1), kTolerance);
  }
}

TEST_CASE("rollouts of each head lie side by side within a block") {
  Request request;
  request.rollout = {{1, 2}, 0, {{0, 1}, {1, 1}, {2, 1}}};
  const Run got = run(request);
  REQUIRE(got.result.rollout.size() == 1);
  REQUIRE(got.result.rollout[0].rows() == 6);
  const test::Array want = array("rollout.head1");
  test::check_near(got.result.rollout[0].row(1), want.matrix().row(1), kTolerance);
  test::check_near(got.result.rollout[0].row(4), want.matrix().row(2), kTolerance);
}

TEST_CASE("requests cost nothing of each other, and threads change no byte") {
  Request request;
  request.queries = kQueries;
  request.goal = Goal::kTokens;
  request.token_blocks = {0, 1, 2};
  request.rollout = {{0, 1, 2}, 0, {{0, kHeads, HeadFusion::kMax}}};
  const Run want = run(request, 1);
  for (const int threads : {2, 3}) {
    const Run got = run(request, threads);
    CHECK(got.attention == want.attention);
    CHECK(got.result.tokens == want.result.tokens);
    CHECK(got.result.block_tokens == want.result.block_tokens);
    CHECK(got.result.rollout == want.result.rollout);
  }
  Request alone;
  alone.goal = Goal::kTokens;
  CHECK(run(alone).result.tokens == want.result.tokens);
}

// The rollout of a single block and head is known from its attention: (A + I) / (1 + ΣA) in the row
// of the query. That holds together what is kept of queries and keys with what the sink saw, for
// biases, rotary positions, a learned key and models without CLS.
TEST_CASE("the rollout of one block is its attention and the token itself, in every family") {
  for (const char* file :
       {"timm_beit/model.pth", "dinov3/model.pth", "variants/timm_rope/model.safetensors",
        "extra_key/model.safetensors", "cls_layers/model.safetensors", "hf_ijepa/model.safetensors",
        "timm_siglip/model.safetensors", "variants/timm_registers_without_cls/model.safetensors"}) {
    CAPTURE(file);
    checkpoint::Hints hints;
    hints.heads = 3;
    const VisionTransformer model =
        checkpoint::load_model(test::reference(std::filesystem::path("families") / file), hints);
    const Blueprint& blueprint = model.blueprint();
    constexpr tensor::PatchGrid kGrid{6, 6};
    const tensor::Matrix patches =
        test::random_matrix(kGrid.count(), 3 * blueprint.patch * blueprint.patch, 8);
    base::ThreadPool threads(2);
    for (const int block : {0, blueprint.blocks - 1}) {
      CAPTURE(block);
      Request request;
      request.rollout = {{block}, block, {{2, 1}}};
      tensor::Matrix want;
      const Result result = model.forward(
          patches, kGrid, request,
          [&](int seen, tensor::ConstMatrixRef rows) {
            if (seen == block) want = rows.row(2);
          },
          threads);
      const float rest = 1 + want.sum();
      if (blueprint.has_cls()) {
        want(0, 0) += 1;
      } else {
        want.rightCols(kGrid.count()).array() += 1 / static_cast<float>(kGrid.count());
      }
      test::check_near(result.rollout.at(0), want / rest, kTolerance);
    }
  }
}

}  // namespace
}  // namespace vitviz::model
