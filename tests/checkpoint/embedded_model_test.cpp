// SPDX-License-Identifier: Apache-2.0
// The built-in model, from a picture's pixels to tokens as timm computes them.
#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "image/patches.h"
#include "image/photo.h"
#include "model/capture.h"
#include "support/matrix_near.h"

namespace vitviz::checkpoint {
namespace {

constexpr double kAttentionTolerance = 1e-5;
constexpr double kTokenTolerance = 1e-4;

TEST_CASE("built-in model: its file describes it completely") {
  const model::VisionTransformer model = load_embedded_model({});
  const model::Blueprint& blueprint = model.blueprint();
  CHECK(blueprint.name == "vitviz-v2");
  CHECK(blueprint.blocks == 12);
  CHECK(blueprint.heads == 3);
  CHECK(blueprint.patch == 16);
  CHECK(blueprint.prefix_count() == 5);
  CHECK(blueprint.trained_grid == tensor::PatchGrid{14, 14});
  CHECK(blueprint.default_size == 384);
  CHECK(blueprint.assumptions.empty());
  CHECK(blueprint.ignored.empty());
  CHECK(model.has_mask_head());
}

TEST_CASE("built-in model: it computes what timm computes") {
  const model::VisionTransformer model = load_embedded_model({});
  const model::Blueprint& blueprint = model.blueprint();
  for (const std::string name : {"square", "wide"}) {
    CAPTURE(name);
    const auto picture = image::read_photo(test::reference("embedded/" + name + ".png"),
                                           image::Orientation::kStored);
    const tensor::PatchGrid grid{picture.height() / blueprint.patch,
                                 picture.width() / blueprint.patch};
    const auto patches = image::to_patches(picture, blueprint.patch, blueprint.mean, blueprint.std);
    const auto got = test::capture(model, patches, grid, model::Goal::kTokens);
    const auto attention = test::read_npy(test::reference("embedded/" + name + ".attention.npy"));
    const auto tokens = test::read_npy(test::reference("embedded/" + name + ".tokens.npy"));
    test::check_near(got.attention.values(), attention.values, kAttentionTolerance);
    test::check_near(got.result.tokens, tokens.matrix(), kTokenTolerance);
  }
}

}  // namespace
}  // namespace vitviz::checkpoint
