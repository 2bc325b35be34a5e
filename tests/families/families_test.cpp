// SPDX-License-Identifier: Apache-2.0
// Every family in the container it is released in, against its reference implementation
// (tests/reference/families/make_families.py). A case each, so that a run of the tests
// names the one that fails.
#include "families/families.h"

#include <string_view>

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "model/capture.h"
#include "support/matrix_near.h"

namespace vitviz::families {
namespace {

constexpr double kAttentionTolerance = 1e-5;  // the promise; libraries differ by 1e-6 among them
constexpr double kTokenTolerance = 1e-4;      // the promise; libraries differ by 6e-6

struct Case {
  const char* folder;
  const char* file;  // empty: the folder itself is the model
  const char* family;
  int prefix;
  int heads;  // what a user must say because no file does; 0: nothing
  std::vector<std::string> grids = {"grid6x6", "grid5x9"};
};

void agrees(const Case& c) {
  const std::filesystem::path folder = std::filesystem::path("families") / c.folder;
  checkpoint::Hints hints;
  if (c.heads > 0) hints.heads = c.heads;
  // Its reference is the teacher's; without a word the base encoder is drawn.
  if (std::string_view(c.folder) == "moco_v3") hints.branch = checkpoint::Branch::kTeacher;
  const model::VisionTransformer model =
      checkpoint::load_model(test::reference(folder / c.file), hints);
  CHECK(model.blueprint().family == c.family);
  CHECK(model.blueprint().prefix_count() == c.prefix);
  CHECK(model.blueprint().heads == 3);
  REQUIRE(!c.grids.empty());
  for (const std::string& grid : c.grids) {
    CAPTURE(grid);
    const auto array = [&](const std::string& what) {
      return test::read_npy(test::reference(folder / (grid + "." + what + ".npy")));
    };
    const test::Array input = array("input");
    const int patch = model.blueprint().patch;
    const auto got = test::capture(model, test::cut_patches(input, patch),
                                   test::grid_of(input, patch), model::Goal::kTokens);
    test::check_near(got.attention.values(), array("attention").values, kAttentionTolerance);
    test::check_near(got.result.tokens, array("tokens").matrix(), kTokenTolerance);
  }
}

TEST_CASE("dino backbone agrees with PyTorch") { agrees({"dino", "backbone.pth", "DINO", 1, 3}); }

TEST_CASE("dino legacy agrees with PyTorch") { agrees({"dino", "legacy.pth", "DINO", 1, 3}); }

TEST_CASE("dino full agrees with PyTorch") { agrees({"dino", "full.pth", "DINO", 1, 3}); }

TEST_CASE("deit3 agrees with PyTorch") { agrees({"deit3", "model.pth", "DeiT-III", 1, 3}); }

TEST_CASE("deit_distilled agrees with PyTorch") {
  agrees({"deit_distilled", "model.pth", "DeiT", 2, 3});
}

TEST_CASE("dinov2 agrees with PyTorch") { agrees({"dinov2", "model.pth", "DINOv2", 1, 3}); }

TEST_CASE("dinov2_registers agrees with PyTorch") {
  agrees({"dinov2_registers", "model.pth", "DINOv2 with registers", 5, 3});
}

TEST_CASE("dinov2_giant agrees with PyTorch") {
  agrees({"dinov2_giant", "model.pth", "DINOv2", 1, 3});
}

TEST_CASE("hf_vit agrees with PyTorch") { agrees({"hf_vit", "", "ViT (Hugging Face)", 1, 0}); }

TEST_CASE("hf_deit agrees with PyTorch") { agrees({"hf_deit", "", "DeiT (Hugging Face)", 2, 0}); }

TEST_CASE("hf_dinov2 agrees with PyTorch") {
  agrees({"hf_dinov2", "", "DINOv2 (Hugging Face)", 1, 0});
}

TEST_CASE("hf_dinov2_swiglu agrees with PyTorch") {
  agrees({"hf_dinov2_swiglu", "", "DINOv2 (Hugging Face)", 1, 0});
}

TEST_CASE("hf_dinov2_registers agrees with PyTorch") {
  agrees({"hf_dinov2_registers", "", "DINOv2 with registers (Hugging Face)", 5, 0});
}

TEST_CASE("gguf agrees with PyTorch") {
  agrees({"gguf", "model.gguf", "DINOv2 (Hugging Face)", 1, 0});
}

TEST_CASE("hf_clip agrees with PyTorch") { agrees({"hf_clip", "", "CLIP (Hugging Face)", 1, 0}); }

TEST_CASE("torchvision agrees with PyTorch") {
  agrees({"torchvision", "model.pth", "ViT (torchvision)", 1, 3, {"grid6x6", "grid8x8"}});
}

TEST_CASE("jax agrees with PyTorch") { agrees({"jax", "model.npz", "ViT (JAX)", 1, 0}); }

TEST_CASE("openai_clip agrees with PyTorch") { agrees({"openai_clip", "model.pt", "CLIP", 1, 3}); }

TEST_CASE("open_clip agrees with PyTorch") { agrees({"open_clip", "model.pt", "OpenCLIP", 1, 3}); }

TEST_CASE("timm_siglip agrees with PyTorch") {
  agrees({"timm_siglip", "model.safetensors", "SigLIP", 0, 3});
}

TEST_CASE("hf_siglip agrees with PyTorch") {
  agrees({"hf_siglip", "", "SigLIP (Hugging Face)", 0, 0});
}

TEST_CASE("timm_siglip2 agrees with PyTorch") {
  agrees({"timm_siglip2", "model.safetensors", "SigLIP 2 NaFlex", 0, 3});
}

TEST_CASE("hf_siglip2 agrees with PyTorch") {
  agrees({"hf_siglip2", "", "SigLIP 2 NaFlex (Hugging Face)", 0, 0});
}

TEST_CASE("ijepa agrees with PyTorch") { agrees({"ijepa", "model.pth.tar", "I-JEPA", 0, 3}); }

TEST_CASE("hf_ijepa agrees with PyTorch") {
  agrees({"hf_ijepa", "", "I-JEPA (Hugging Face)", 0, 0});
}

TEST_CASE("hf_beit agrees with PyTorch") {
  agrees({"hf_beit", "", "BEiT (Hugging Face)", 1, 0, {"grid6x6"}});
}

TEST_CASE("hf_dinov3 agrees with PyTorch") {
  agrees({"hf_dinov3", "", "DINOv3 (Hugging Face)", 5, 0});
}

TEST_CASE("hf_dinov3_gated agrees with PyTorch") {
  agrees({"hf_dinov3_gated", "", "DINOv3 (Hugging Face)", 5, 0});
}

TEST_CASE("dinov3 agrees with PyTorch") { agrees({"dinov3", "model.pth", "DINOv3", 5, 3}); }

TEST_CASE("beit3 agrees with PyTorch") {
  agrees({"beit3", "model.pth", "BEiT-3", 1, 3, {"grid6x6"}});
}

TEST_CASE("timm_clip agrees with PyTorch") {
  agrees({"timm_clip", "model.safetensors", "CLIP (timm)", 1, 3});
}

TEST_CASE("timm_beit agrees with PyTorch") {
  agrees({"timm_beit", "model.pth", "BEiT", 1, 0, {"grid6x6"}});
}

TEST_CASE("moco_v3 agrees with PyTorch") { agrees({"moco_v3", "model.pth.tar", "MoCo-v3", 1, 3}); }

TEST_CASE("timm_dinov3 agrees with PyTorch") {
  agrees({"timm_dinov3", "model.safetensors", "DINOv3 (timm)", 5, 3});
}

TEST_CASE("several_cls agrees with PyTorch") {
  agrees({"several_cls", "model.safetensors", "ViT", 3, 0});
}

TEST_CASE("extra_key agrees with PyTorch") {
  agrees({"extra_key", "model.safetensors", "ViT", 1, 0});
}

TEST_CASE("cls_layers agrees with PyTorch") {
  agrees({"cls_layers", "model.safetensors", "ViT", 1, 0});
}

TEST_CASE("the student of a training checkpoint is another model than the teacher") {
  checkpoint::Hints hints;
  hints.heads = 3;
  hints.branch = checkpoint::Branch::kStudent;
  const model::VisionTransformer student =
      checkpoint::load_model(test::reference("families/dino/full.pth"), hints);
  const test::Array input = test::read_npy(test::reference("families/dino/grid6x6.input.npy"));
  const auto got =
      test::capture(student, test::cut_patches(input, 8), {6, 6}, model::Goal::kBlocks);
  const auto teacher = test::read_npy(test::reference("families/dino/grid6x6.attention.npy"));
  float largest = 0;
  for (std::size_t i = 0; i < teacher.values.size(); ++i) {
    largest = std::max(largest, std::abs(got.attention.values()[i] - teacher.values[i]));
  }
  CHECK(largest > 0.01F);
}

}  // namespace
}  // namespace vitviz::families
