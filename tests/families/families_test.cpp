// SPDX-License-Identifier: Apache-2.0
// Every family in the container it is released in, against its reference implementation
// (tests/reference/families/make_families.py).
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

const Case kCases[] = {
    {"dino", "backbone.pth", "DINO", 1, 3},
    {"dino", "legacy.pth", "DINO", 1, 3},
    {"dino", "full.pth", "DINO", 1, 3},
    {"deit3", "model.pth", "DeiT-III", 1, 3},
    {"deit_distilled", "model.pth", "DeiT", 2, 3},
    {"dinov2", "model.pth", "DINOv2", 1, 3},
    {"dinov2_registers", "model.pth", "DINOv2 with registers", 5, 3},
    {"dinov2_giant", "model.pth", "DINOv2", 1, 3},
    {"hf_vit", "", "ViT (Hugging Face)", 1, 0},
    {"hf_deit", "", "DeiT (Hugging Face)", 2, 0},
    {"hf_dinov2", "", "DINOv2 (Hugging Face)", 1, 0},
    {"hf_dinov2_swiglu", "", "DINOv2 (Hugging Face)", 1, 0},
    {"hf_dinov2_registers", "", "DINOv2 with registers (Hugging Face)", 5, 0},
    {"gguf", "model.gguf", "DINOv2 (Hugging Face)", 1, 0},
    {"hf_clip", "", "CLIP (Hugging Face)", 1, 0},
    {"torchvision", "model.pth", "ViT (torchvision)", 1, 3, {"grid6x6", "grid8x8"}},
    {"jax", "model.npz", "ViT (JAX)", 1, 0},
    {"openai_clip", "model.pt", "CLIP", 1, 3},
    {"open_clip", "model.pt", "OpenCLIP", 1, 3},
    {"timm_siglip", "model.safetensors", "SigLIP", 0, 3},
    {"hf_siglip", "", "SigLIP (Hugging Face)", 0, 0},
    {"timm_siglip2", "model.safetensors", "SigLIP 2 NaFlex", 0, 3},
    {"hf_siglip2", "", "SigLIP 2 NaFlex (Hugging Face)", 0, 0},
    {"ijepa", "model.pth.tar", "I-JEPA", 0, 3},
    {"hf_ijepa", "", "I-JEPA (Hugging Face)", 0, 0},
    {"hf_beit", "", "BEiT (Hugging Face)", 1, 0, {"grid6x6"}},
    {"hf_dinov3", "", "DINOv3 (Hugging Face)", 5, 0},
    {"hf_dinov3_gated", "", "DINOv3 (Hugging Face)", 5, 0},
    {"dinov3", "model.pth", "DINOv3", 5, 3},
    {"beit3", "model.pth", "BEiT-3", 1, 3, {"grid6x6"}},
    {"timm_clip", "model.safetensors", "CLIP (timm)", 1, 3},
    {"timm_beit", "model.pth", "BEiT", 1, 0, {"grid6x6"}},
    {"moco_v3", "model.pth.tar", "MoCo-v3", 1, 3},
    {"timm_dinov3", "model.safetensors", "DINOv3 (timm)", 5, 3},
    {"several_cls", "model.safetensors", "ViT", 3, 0},
    {"extra_key", "model.safetensors", "ViT", 1, 0},
    {"cls_layers", "model.safetensors", "ViT", 1, 0},
};

TEST_CASE("every family computes what its reference computes") {
  for (const Case& c : kCases) {
    CAPTURE(c.folder);
    CAPTURE(c.file);
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
