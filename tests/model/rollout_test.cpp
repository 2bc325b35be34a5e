// SPDX-License-Identifier: Apache-2.0
// Rollouts against timm and full T × T products (tests/reference/maps/make_maps.py), and against
// the attention that observers see.
#include "model/rollout.h"

#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "model/attention_observer.h"
#include "model/capture.h"
#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::model {
namespace {

using tensor::HeadFusion;

constexpr double kTolerance = 1e-5;  // of softmax weights; the promise
constexpr int kBlocks = 3;
constexpr int kHeads = 3;
const std::vector<int> kQueries = {5, 22};
constexpr tensor::PatchGrid kGrid{4, 9};

VisionTransformer synthetic() {
  return checkpoint::load_model(test::reference("vit/synthetic.safetensors"), {});
}

test::Array array(const std::string& name) {
  return test::read_npy(test::reference("maps/" + name + ".npy"));
}

std::vector<tensor::Matrix> roll_out(const RolloutRequest& request, const std::vector<int>& queries,
                                     int thread_count = 2) {
  const VisionTransformer model = synthetic();
  const test::Array input = test::read_npy(test::reference("vit/grid4x9.input.npy"));
  base::ThreadPool threads(thread_count);
  Rollout rollout(model, kGrid, observed_queries(model.blueprint(), kGrid, queries), request);
  static_cast<void>(
      model.forward(test::cut_patches(input, 8), kGrid, {Goal::kBlocks, {&rollout}}, threads));
  return rollout.compute(threads);
}

// The rollouts of all starts, one below the other.
tensor::Matrix stacked(const std::vector<tensor::Matrix>& rollouts) {
  tensor::Matrix all(0, rollouts.front().cols());
  for (const tensor::Matrix& maps : rollouts) {
    all.conservativeResize(all.rows() + maps.rows(), maps.cols());
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
    test::check_near(stacked(roll_out({blocks, c.first_block, {c.heads}}, {})),
                     want.matrix().topRows(count), kTolerance);
    test::check_near(stacked(roll_out({blocks, c.first_block, {c.heads}}, kQueries)),
                     want.matrix().bottomRows(2 * count), kTolerance);
    test::check_near(stacked(roll_out({{kBlocks - 1}, c.first_block, {c.heads}}, {})),
                     want.matrix().row(count - 1), kTolerance);
  }
}

TEST_CASE("rollouts of each head lie side by side within a block") {
  const auto got = roll_out({{1, 2}, 0, {{0, 1}, {1, 1}, {2, 1}}}, {});
  REQUIRE(got.size() == 1);
  REQUIRE(got[0].rows() == 6);
  const test::Array want = array("rollout.head1");
  test::check_near(got[0].row(1), want.matrix().row(1), kTolerance);
  test::check_near(got[0].row(4), want.matrix().row(2), kTolerance);
}

TEST_CASE("the bytes of a rollout are the same for every number of threads") {
  const RolloutRequest request{{0, 1, 2}, 0, {{0, kHeads, HeadFusion::kMax}}};
  const auto want = roll_out(request, kQueries, 1);
  for (const int threads : {2, 3}) CHECK(roll_out(request, kQueries, threads) == want);
}

TEST_CASE("the blocks of a rollout are those of the model, in ascending order") {
  const VisionTransformer model = synthetic();
  const auto made = [&](const RolloutRequest& request) {
    return Rollout(model, kGrid, observed_queries(model.blueprint(), kGrid), request).kept().size();
  };
  CHECK(made({{1, 2}, 1, {{}}}) == 2);  // queries and keys are kept of no other
  CHECK_THROWS_AS(made({{}, 0, {{}}}), std::logic_error);
  CHECK_THROWS_AS(made({{2, 1}, 0, {{}}}), std::logic_error);
  CHECK_THROWS_AS(made({{3}, 0, {{}}}), std::logic_error);
}

// The rollout of a single block and head is known from its attention: (A + I) / (1 + ΣA) in the row
// of the start. That holds together what is kept of queries and keys with what an observer sees,
// for biases, rotary positions, a learned key and models without CLS.
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
    constexpr tensor::PatchGrid kSquare{6, 6};
    const auto start = observed_queries(blueprint, kSquare);
    const tensor::Matrix patches =
        test::random_matrix(kSquare.count(), 3 * blueprint.patch * blueprint.patch, 8);
    base::ThreadPool threads(2);
    for (const int block : {0, blueprint.blocks - 1}) {
      CAPTURE(block);
      tensor::Matrix want;
      AttentionObserver look(start, [&](int seen, tensor::ConstMatrixRef rows) {
        if (seen == block) want = rows.row(2);
      });
      Rollout rollout(model, kSquare, start, {{block}, block, {{2, 1}}});
      static_cast<void>(
          model.forward(patches, kSquare, {Goal::kBlocks, {&look, &rollout}}, threads));
      const float rest = 1 + want.sum();
      if (blueprint.has_cls()) {
        want(0, 0) += 1;
      } else {
        want.rightCols(kSquare.count()).array() += 1 / static_cast<float>(kSquare.count());
      }
      test::check_near(rollout.compute(threads).at(0), want / rest, kTolerance);
    }
  }
}

}  // namespace
}  // namespace vitviz::model
