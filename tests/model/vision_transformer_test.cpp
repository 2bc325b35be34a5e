// SPDX-License-Identifier: Apache-2.0
// Every stage of the forward pass against timm (tests/reference/vit/make_vit.py), and the promises
// that need no reference.
#include "model/vision_transformer.h"

#include <cstring>

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "model/capture.h"
#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::model {
namespace {

constexpr double kAttentionTolerance = 1e-5;  // the promise; measured 5e-7
constexpr double kTokenTolerance = 1e-4;      // the promise; measured 5e-6

VisionTransformer synthetic() {
  return checkpoint::load_model(test::reference("vit/synthetic.safetensors"), {});
}

TEST_CASE("attention and tokens agree with timm on square and other grids") {
  const VisionTransformer model = synthetic();
  for (const std::string grid : {"grid6x6", "grid5x9", "grid4x9", "grid13x3"}) {
    CAPTURE(grid);
    const auto stage = [&](const std::string& name) {
      return test::read_npy(test::reference("vit/" + grid + "." + name + ".npy"));
    };
    const test::Array input = stage("input");
    const auto got =
        test::capture(model, test::cut_patches(input, 8), test::grid_of(input, 8), Goal::kTokens);
    test::check_near(got.attention.values(), stage("attention").values, kAttentionTolerance);
    test::check_near(got.result.tokens, stage("tokens").matrix(), kTokenTolerance);

    // Attention alone takes the short way through the last block and must see the same.
    const auto short_way =
        test::capture(model, test::cut_patches(input, 8), test::grid_of(input, 8), Goal::kBlocks);
    CHECK(short_way.result.tokens.size() == 0);
    test::check_near(short_way.attention.values(), stage("attention").values, kAttentionTolerance);
  }
}

TEST_CASE("the released timm format: fixture s4") {
  const VisionTransformer model =
      checkpoint::load_model(test::reference("s4_timm_augreg/model.safetensors"), {});
  CHECK(model.blueprint().heads == 3);
  CHECK(model.blueprint().mean == tensor::PerChannel{0.5F, 0.5F, 0.5F});
  for (const std::string name : {"in0", "in1", "in2"}) {
    CAPTURE(name);
    const auto array = [&](const std::string& what) {
      return test::read_npy(test::reference("s4_timm_augreg/" + name + "." + what + ".npy"));
    };
    const test::Array input = array("input");
    const auto got =
        test::capture(model, test::cut_patches(input, 16), test::grid_of(input, 16), Goal::kTokens);
    test::check_near(got.attention.values(), array("attention").values, kAttentionTolerance);
    test::check_near(got.result.tokens, array("tokens").matrix(), kTokenTolerance);
  }
}

TEST_CASE("a transposed photo gives the transposed map") {
  const VisionTransformer model =
      checkpoint::load_model(test::reference("vit/symmetric.safetensors"), {});
  const test::Array wide = test::read_npy(test::reference("vit/grid5x9.input.npy"));
  test::Array tall{{3, wide.shape[2], wide.shape[1]}, std::vector<float>(wide.values.size())};
  const auto height = static_cast<std::size_t>(wide.shape[1]);
  const auto width = static_cast<std::size_t>(wide.shape[2]);
  for (std::size_t i = 0; i < wide.values.size(); ++i) {
    const std::size_t channel = i / (height * width);
    const std::size_t y = i / width % height;
    const std::size_t x = i % width;
    tall.values[(channel * width + x) * height + y] = wide.values[i];
  }
  const auto from_wide = test::capture(model, test::cut_patches(wide, 8), {5, 9}, Goal::kBlocks);
  const auto from_tall = test::capture(model, test::cut_patches(tall, 8), {9, 5}, Goal::kBlocks);
  constexpr double kRounding = 2e-6;  // the tokens are summed in another order
  for (int block = 0; block < model.blueprint().blocks; ++block) {
    for (int row = 0; row < 5; ++row) {
      for (int col = 0; col < 9; ++col) {
        test::check_near(from_tall.attention.block(block).col(col * 5 + row),
                         from_wide.attention.block(block).col(row * 9 + col), kRounding);
      }
    }
  }
}

TEST_CASE("the same bytes for every number of threads") {
  const VisionTransformer model = synthetic();
  const tensor::Matrix patches = test::random_matrix(20 * 13, 3 * 8 * 8, 3);
  const auto want = test::capture(model, patches, {20, 13}, Goal::kTokens, 1);
  for (const int threads : {2, 3}) {
    const auto got = test::capture(model, patches, {20, 13}, Goal::kTokens, threads);
    CHECK(std::memcmp(got.result.tokens.data(), want.result.tokens.data(),
                      sizeof(float) * static_cast<std::size_t>(want.result.tokens.size())) == 0);
    CHECK(std::memcmp(got.attention.values().data(), want.attention.values().data(),
                      want.attention.values().size_bytes()) == 0);
  }
}

TEST_CASE("an observer sees the attention of every block once, in order, to all tokens") {
  const VisionTransformer model = synthetic();
  base::ThreadPool threads(1);
  std::vector<int> blocks;
  constexpr tensor::PatchGrid kGrid{2, 3};
  AttentionObserver look(observed_queries(model.blueprint(), kGrid),
                         [&](int block, tensor::ConstMatrixRef rows) {
                           blocks.push_back(block);
                           CHECK(rows.rows() == 3);
                           CHECK(rows.cols() == model.blueprint().prefix_count() + 6);
                           CHECK(rows.minCoeff() >= 0);
                           test::check_near(rows.rowwise().sum(), tensor::Matrix::Ones(3, 1), 1e-6);
                         });
  const Result result =
      model.forward(test::random_matrix(6, 3 * 8 * 8, 4), kGrid, {Goal::kBlocks, {&look}}, threads);
  CHECK(blocks == std::vector<int>{0, 1, 2});
  CHECK(result.tokens.size() == 0);
  CHECK(result.pooling_attention.size() == 0);
}

}  // namespace
}  // namespace vitviz::model
