// SPDX-License-Identifier: Apache-2.0
#include "model/random_model.h"

#include <doctest/doctest.h>

#include "support/random_matrix.h"

namespace vitviz::model {
namespace {

TEST_CASE("architectures are timm's: sizes and patch by name") {
  const struct {
    const char* name;
    Architecture want;
  } cases[] = {{"vit_tiny_patch16_224", {192, 3, 12, 768, 16}},
               {"vit_small_patch14", {384, 6, 12, 1536, 14}},
               {"vit_base_patch8_224.dino", {768, 12, 12, 3072, 8}},
               {"vit_large_patch32_384", {1024, 16, 24, 4096, 32}},
               {"vit_huge_patch14_224", {1280, 16, 32, 5120, 14}},
               {"vit_giant_patch14_224", {1408, 16, 40, 6144, 14}}};
  for (const auto& [name, want] : cases) {
    CAPTURE(name);
    const auto got = architecture_named(name);
    REQUIRE(got.has_value());
    CHECK(got->width == want.width);
    CHECK(got->heads == want.heads);
    CHECK(got->blocks == want.blocks);
    CHECK(got->mlp_width == want.mlp_width);
    CHECK(got->patch == want.patch);
    CHECK(got->grid == tensor::PatchGrid{224 / want.patch, 224 / want.patch});
  }
}

TEST_CASE("other names are no architectures") {
  for (const char* name :
       {"", "vit", "vit_small", "vit_small_patch", "vit_small_patch_224", "vit_small_patch0",
        "vit_small_patch65", "vit_small_patch-4", "vit_small_patch16x", "vit_medium_patch16",
        "my_vit_small_patch16", "vit_small_patch99999999999", "resnet50"}) {
    CAPTURE(name);
    CHECK_FALSE(architecture_named(name).has_value());
  }
  CHECK(known_architectures() == "tiny, small, base, large, huge, giant");
}

TEST_CASE("a random model is the same each time, and its tokens keep the size of a norm") {
  const Architecture small{32, 2, 3, 64, 4};
  constexpr tensor::PatchGrid kGrid{3, 4};
  const tensor::Matrix patches = test::random_matrix(12, 3 * 4 * 4, 1);
  base::ThreadPool threads(2);
  const auto tokens = [&] {
    const VisionTransformer model = random_model(small, "random", nn::Precision::kF32);
    return model.forward(patches, kGrid, {Goal::kTokens}, threads).tokens;
  };
  const tensor::Matrix first = tokens();
  CHECK(first == tokens());
  REQUIRE(first.rows() == 13);
  for (Eigen::Index row = 0; row < first.rows(); ++row) {
    CHECK(first.row(row).squaredNorm() / 32 == doctest::Approx(1).epsilon(0.001));
    CHECK(first.row(row).mean() == doctest::Approx(0).epsilon(1e-5));
  }
  CHECK((first.row(1) - first.row(2)).norm() > 0.1F);  // patches still differ
}

TEST_CASE("positions of a trained grid are resampled to another, and CLS has one of its own") {
  const Architecture square{
      .width = 32, .heads = 2, .blocks = 1, .mlp_width = 64, .patch = 4, .grid = {3, 3}};
  const VisionTransformer model = random_model(square, "square", nn::Precision::kF32);
  CHECK(model.weights().positions.rows() == 9);
  CHECK(model.weights().prefix.rows() == 1);
  const tensor::Matrix same = tensor::Matrix::Ones(10, 3 * 4 * 4);  // patches alike
  base::ThreadPool threads(1);
  const tensor::Matrix tokens = model.forward(same, {2, 5}, {Goal::kTokens}, threads).tokens;
  CHECK((tokens.row(1) - tokens.row(2)).norm() > 1e-3F);  // told apart by their positions
}

TEST_CASE("a random model's blueprint is that of its architecture") {
  const VisionTransformer model = random_model({32, 2, 3, 64, 4}, "a name", nn::Precision::kF32);
  const Blueprint& blueprint = model.blueprint();
  CHECK(blueprint.name == "a name");
  CHECK(blueprint.head_width() == 16);
  CHECK(blueprint.blocks == 3);
  CHECK(blueprint.has_cls());
  CHECK(blueprint.prefix_count() == 1);
}

}  // namespace
}  // namespace vitviz::model
