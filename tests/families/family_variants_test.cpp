// SPDX-License-Identifier: Apache-2.0
// What a family may be beside its best-known form, against its reference implementation
// (tests/reference/families/make_variants.py).
#include <filesystem>
#include <string>
#include <vector>

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
  std::vector<std::string> grids = {"grid6x6", "grid5x9"};
};

void check_grid(const model::VisionTransformer& model, const std::filesystem::path& folder,
                const std::string& grid) {
  const int patch = model.blueprint().patch;
  const test::Array input =
      test::read_npy(test::reference("families/variants/" + grid + ".input.npy"));
  const auto expected = [&](const std::string& what) {
    return test::reference(folder / (grid + "." + what + ".npy"));
  };
  const auto [attention, result] = test::capture(model, test::cut_patches(input, patch),
                                                 test::grid_of(input, patch), model::Goal::kTokens);
  test::check_near(attention.values(), test::read_npy(expected("attention")).values,
                   kAttentionTolerance);
  test::check_near(result.tokens, test::read_npy(expected("tokens")).matrix(), kTokenTolerance);
  CHECK((result.logits.size() > 0) == std::filesystem::exists(expected("logits")));
  if (result.logits.size() == 0) return;
  test::check_near(result.logits, test::read_npy(expected("logits")).matrix(), kTokenTolerance);
}

void agrees(const Case& c) {
  const std::filesystem::path folder = std::filesystem::path("families/variants") / c.folder;
  checkpoint::Hints hints;
  hints.heads = 3;
  hints.mean = hints.std = {0.5F, 0.5F, 0.5F};  // of grey, nobody else says them
  const model::VisionTransformer model =
      checkpoint::load_model(test::reference(folder / c.file), hints);
  CHECK(model.blueprint().family == c.family);
  CHECK(model.blueprint().prefix_count() == c.prefix);
  for (const std::string& grid : c.grids) {
    CAPTURE(grid);
    check_grid(model, folder, grid);
  }
}

TEST_CASE("variant timm_registers_without_cls agrees with PyTorch") {
  agrees({"timm_registers_without_cls", "model.safetensors", "ViT", 3});
}

TEST_CASE("variant timm_dinov2_giant agrees with PyTorch") {
  agrees({"timm_dinov2_giant", "model.safetensors", "ViT", 3});
}

TEST_CASE("variant timm_pooled agrees with PyTorch") { agrees({"timm_pooled", "", "ViT", 1}); }

TEST_CASE("variant timm_siglip_tanh agrees with PyTorch") {
  agrees({"timm_siglip_tanh", "", "SigLIP", 0});
}

TEST_CASE("variant mae_finetuned agrees with PyTorch") {
  agrees({"mae_finetuned", "model.pth", "MAE", 1});
}

TEST_CASE("variant mae_pretrained agrees with PyTorch") {
  agrees({"mae_pretrained", "model.pth", "MAE", 1});
}

TEST_CASE("variant hf_dinov3_options agrees with PyTorch") {
  agrees({"hf_dinov3_options", "", "DINOv3 (Hugging Face)", 1});
}

TEST_CASE("variant hf_beit_all_positions agrees with PyTorch") {
  agrees({"hf_beit_all_positions", "", "BEiT (Hugging Face)", 1});
}

TEST_CASE("variant hf_siglip_without_head agrees with PyTorch") {
  agrees({"hf_siglip_without_head", "", "SigLIP (Hugging Face)", 0});
}

TEST_CASE("variant timm_beit agrees with PyTorch") {
  agrees({"timm_beit", "model.pth", "BEiT", 1});
}

TEST_CASE("variant timm_beit_shared agrees with PyTorch") {
  agrees({"timm_beit_shared", "model.pth", "BEiT", 1});
}

TEST_CASE("variant openai_clip_saved agrees with PyTorch") {
  agrees({"openai_clip_saved", "model.pt", "CLIP", 1});
}

TEST_CASE("variant eva agrees with PyTorch") { agrees({"eva", "model.safetensors", "EVA", 1}); }

TEST_CASE("variant eva02 agrees with PyTorch") { agrees({"eva02", "model.safetensors", "EVA", 1}); }

TEST_CASE("variant perception_encoder agrees with PyTorch") {
  agrees({"perception_encoder", "model.safetensors", "Perception Encoder", 1});
}

TEST_CASE("variant rope_vit agrees with PyTorch") {
  agrees({"rope_vit", "model.pth", "RoPE-ViT", 1});
}

TEST_CASE("variant timm_rope agrees with PyTorch") {
  agrees({"timm_rope", "model.safetensors", "ViT with rotary positions", 2});
}

TEST_CASE("variant timm_beit3 agrees with PyTorch") {
  agrees({"timm_beit3", "model.pth", "BEiT-3 (timm)", 1});
}

TEST_CASE("variant dinov3_untied agrees with PyTorch") {
  agrees({"dinov3_untied", "model.pth", "DINOv3", 3});
}

TEST_CASE("variant vit_pytorch agrees with PyTorch") {
  agrees({"vit_pytorch", "model.pt", "ViT (vit-pytorch)", 1, {"grid6x6"}});
}

TEST_CASE("variant vit_pytorch_before_1 agrees with PyTorch") {
  agrees({"vit_pytorch_before_1", "model.pt", "ViT (vit-pytorch)", 1, {"grid6x6"}});
}

TEST_CASE("variant monai agrees with PyTorch") {
  agrees({"monai", "model.pt", "ViT (MONAI)", 0, {"grid6x6"}});
}

TEST_CASE("variant monai_perceptron agrees with PyTorch") {
  agrees({"monai_perceptron", "model.pt", "ViT (MONAI)", 1, {"grid6x6"}});
}

TEST_CASE("variant mmpretrain agrees with PyTorch") {
  agrees({"mmpretrain", "model.pth", "ViT (OpenMMLab)", 1});
}

TEST_CASE("variant vit_pytorch_mean agrees with PyTorch") {
  agrees({"vit_pytorch_mean", "model.pt", "ViT (vit-pytorch)", 0, {"grid6x6"}});
}

TEST_CASE("variant simple_vit agrees with PyTorch") {
  agrees({"simple_vit", "model.pt", "SimpleViT (vit-pytorch)", 0});
}

TEST_CASE("variant simple_vit_before_1 agrees with PyTorch") {
  agrees({"simple_vit_before_1", "model.pt", "SimpleViT (vit-pytorch)", 0});
}

TEST_CASE("variant mmpretrain_distilled agrees with PyTorch") {
  agrees({"mmpretrain_distilled", "model.pth", "ViT (OpenMMLab)", 2});
}

TEST_CASE("variant mmpretrain_pooled agrees with PyTorch") {
  agrees({"mmpretrain_pooled", "model.pth", "ViT (OpenMMLab)", 1});
}

TEST_CASE("variant mmpretrain_gated agrees with PyTorch") {
  agrees({"mmpretrain_gated", "model.pth", "ViT (OpenMMLab)", 1});
}

TEST_CASE("variant mmpretrain_beit agrees with PyTorch") {
  agrees({"mmpretrain_beit", "model.pth", "BEiT (OpenMMLab)", 1, {"grid6x6"}});
}

TEST_CASE("variant mmsegmentation_options agrees with PyTorch") {
  agrees({"mmsegmentation_options", "model.pth", "ViT (OpenMMLab)", 1});
}

TEST_CASE("variant hf_clip_classifier agrees with PyTorch") {
  agrees({"hf_clip_classifier", "", "CLIP (Hugging Face)", 1});
}

TEST_CASE("variant hf_siglip_classifier agrees with PyTorch") {
  agrees({"hf_siglip_classifier", "", "SigLIP (Hugging Face)", 0});
}

TEST_CASE("variant timm_attention_pooled agrees with PyTorch") {
  agrees({"timm_attention_pooled", "", "SigLIP", 0});
}

TEST_CASE("variant timm_attention_pooled_cls agrees with PyTorch") {
  agrees({"timm_attention_pooled_cls", "", "ViT", 1});
}

TEST_CASE("variant hf_dpt agrees with PyTorch") { agrees({"hf_dpt", "", "DPT (Hugging Face)", 1}); }

TEST_CASE("variant hf_dpt_dinov2 agrees with PyTorch") {
  agrees({"hf_dpt_dinov2", "", "DINOv2 (Hugging Face)", 1});
}

TEST_CASE("variant mmsegmentation agrees with PyTorch") {
  agrees({"mmsegmentation", "model.pth", "ViT (OpenMMLab)", 1});
}

TEST_CASE("variant timm_max_pooled agrees with PyTorch") {
  agrees({"timm_max_pooled", "", "ViT", 1});
}

TEST_CASE("variant timm_avgmax_pooled agrees with PyTorch") {
  agrees({"timm_avgmax_pooled", "", "ViT", 1});
}

TEST_CASE("variant grey agrees with PyTorch") { agrees({"grey", "model.safetensors", "ViT", 1}); }

}  // namespace
}  // namespace vitviz::families
