// SPDX-License-Identifier: Apache-2.0
// What pooling heads and CLIP's projection make of a photo, against transformers, timm and
// open_clip (tests/reference/features/make_readouts.py).
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "checkpoint/read_checkpoint.h"
#include "features/embed.h"
#include "model/capture.h"
#include "support/matrix_near.h"
#include "support/npy_reader.h"

namespace vitviz::features {
namespace {

constexpr double kTolerance = 1e-4;  // the promise; measured 4e-6, and 4e-5 of numbers around 30

struct Case {
  std::string name;  // of the reference
  std::string model;
  std::vector<std::string> grids = {"grid6x6", "grid5x9"};
};

tensor::Matrix embed(const model::VisionTransformer& model, const std::string& grid,
                     const FeatureChoice& choice) {
  check_choice(choice, model.blueprint());
  const test::Array input =
      test::read_npy(test::reference("families/variants/" + grid + ".input.npy"));
  const int patch = model.blueprint().patch;
  const analysis::Question question;
  const std::vector<FeatureChoice> choices = {choice};
  base::ByteBudget memory(1'000'000);
  base::ThreadPool threads(2);
  return embed_patches(test::cut_patches(input, patch), test::grid_of(input, patch),
                       {question, model, choices, memory}, threads)
      .front();
}

void agrees(const Case& c, const std::string& what, const FeatureChoice& choice) {
  CAPTURE(c.name);
  checkpoint::Hints hints;
  hints.heads = c.name == "hf_clip_projection" ? 2 : 3;
  const model::VisionTransformer model = checkpoint::load_model(test::reference(c.model), hints);
  for (const std::string& grid : c.grids) {
    CAPTURE(grid);
    const std::string file = c.name + "." + what + "." + grid + ".npy";
    const test::Array want = test::read_npy(test::reference("features/readouts/" + file));
    test::check_near(embed(model, grid, choice), want.matrix(), kTolerance);
  }
}

TEST_CASE("the pooling head's vector is transformers' pooler_output, and what a model gives") {
  for (const std::string name : {"hf_siglip", "hf_siglip2"}) {
    agrees({name, "families/" + name}, "pooled", {.readout = Readout::kPool});
    agrees({name, "families/" + name}, "pooled", {});
  }
}

TEST_CASE("the pooling head's vector is timm's forward_head before the logits") {
  for (const std::string name : {"timm_siglip", "timm_siglip2"}) {
    const Case siglip = {name, "families/" + name + "/model.safetensors"};
    agrees(siglip, "own", {.readout = Readout::kPool});
    agrees(siglip, "own", {});
  }
}

TEST_CASE("beside CLS the head pools patches alone, and a classifier's norm comes after it") {
  const Case cls = {"timm_attention_pooled_cls", "families/variants/timm_attention_pooled_cls"};
  agrees(cls, "pooled", {.readout = Readout::kPool});
  agrees(cls, "own", {});
}

TEST_CASE("CLS through the projection is transformers' image_embeds") {
  const Case clip = {"hf_clip_projection", "features/hf_clip_projection"};
  agrees(clip, "projected", {.project = true});
  agrees(clip, "projected", {.readout = Readout::kCls, .project = true});
}

TEST_CASE("CLS through the projection is what open_clip's tower gives, of either activation") {
  for (const std::string name : {"open_clip", "openai_clip"}) {
    agrees({name, "families/" + name + "/model.pt", {"grid6x6"}}, "projected", {.project = true});
  }
}

// OpenCLIP around timm's EVA-02: names, and a layer that it has already as the trunk's head.
io::Checkpoint open_clip_around_eva02() {
  io::Checkpoint checkpoint =
      checkpoint::read_checkpoint(test::reference("families/variants/eva02/model.safetensors"));
  const auto trunk = std::exchange(checkpoint.tensors, {});
  for (const auto& [name, stored] : trunk) checkpoint.tensors["visual.trunk." + name] = stored;
  checkpoint.tensors["visual.trunk.head.weight"] = trunk.at("blocks.0.attn.q_proj.weight");
  checkpoint.tensors["logit_scale"] = trunk.at("cls_token");
  return checkpoint;
}

TEST_CASE("the head of timm's tower in OpenCLIP is the projection, and no classifier") {
  const io::Checkpoint checkpoint = open_clip_around_eva02();
  checkpoint::Hints hints;
  hints.heads = 3;
  const model::VisionTransformer model = checkpoint::load_model(checkpoint, "name", hints, 1, {});
  CHECK(model.blueprint().classes == 0);
  CHECK(model.blueprint().projection_width == 48);
  const io::StoredTensor& head = checkpoint.tensors.at("visual.trunk.head.weight");
  tensor::Matrix weights(48, 48);
  tensor::to_floats(head.type, head.bytes.read(), {weights.data(), 48UL * 48});
  const test::Array tokens =
      test::read_npy(test::reference("families/variants/eva02/grid6x6.tokens.npy"));
  const tensor::Matrix want = tokens.matrix().topRows(1) * weights.transpose();
  test::check_near(embed(model, "grid6x6", {.project = true}), want, kTolerance);
}

TEST_CASE("projected features are brought to length 1 behind the projection") {
  const model::VisionTransformer clip =
      checkpoint::load_model(test::reference("features/hf_clip_projection"), {});
  tensor::Matrix want = embed(clip, "grid6x6", {.project = true});
  normalize_rows(want);
  const tensor::Matrix got = embed(clip, "grid6x6", {.project = true, .normalize = true});
  CHECK(got.norm() == doctest::Approx(1));
  CHECK(got == want);
}

}  // namespace
}  // namespace vitviz::features
