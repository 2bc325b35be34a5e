// SPDX-License-Identifier: Apache-2.0
// The ViT of MONAI, for medical pictures: often of one channel, often without CLS. Its patches are
// embedded by a convolution or, what it calls "perceptron", by a matrix.
//
// Reference: Project-MONAI/MONAI, networks/nets/vit.py.
#include <string>
#include <string_view>

#include "families/families.h"
#include "families/flat_patches.h"
#include "io/name_part.h"

namespace vitviz::families {
namespace {

constexpr Names kNames = {
    .cls = "cls_token",
    .positions = "patch_embedding.position_embeddings",
    .patch_embedding = "patch_embedding.patch_embeddings",
    .block = "blocks.{}.",
    .in_block = {.norm1 = "norm1",
                 .qkv = "attn.qkv",
                 .projection = "attn.out_proj",
                 .norm2 = "norm2",
                 .fc1 = "mlp.linear1",
                 .fc2 = "mlp.linear2"},
    .norm = "norm",
};

// "patch_embedding.patch_embeddings.1.weight" → "patch_embedding.patch_embeddings.weight"
std::string without_rearrangement(const std::string& name) {
  constexpr std::string_view kLayer = "patch_embedding.patch_embeddings.";
  return name.starts_with(std::string(kLayer) + "1.")
             ? name.substr(0, kLayer.size()) + name.substr(kLayer.size() + 2)
             : name;
}

// Every block has the LayerNorm of a cross-attention, whether it has the attention or not.
void ignore_cross_norms(checkpoint::TensorSet& tensors) {
  tensors.set_aside(
      [](const std::string& name) { return io::has_part(name, "blocks.#.norm_cross_attn"); });
}

}  // namespace

const Family& monai_vit() {
  static const Family family = [] {
    Family f;
    f.name = "ViT (MONAI)";
    f.recognised_by = "patch_embedding.patch_embeddings and attn.out_proj";
    f.names = kNames;
    f.norm_epsilon = 1e-5F;
    f.mean = kHalf;
    f.std = kHalf;
    f.preparation_is_known = false;
    f.heads_of_width = usual_heads;
    f.ignored = {"classification_head."};  // followed by a tanh
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("patch_embedding.position_embeddings") &&
             tensors.has("blocks.0.attn.out_proj.weight");
    };
    f.describe_more = [](const checkpoint::TensorSet&, const checkpoint::Facts&,
                         model::Blueprint& blueprint) {
      if (blueprint.has_cls()) return;
      blueprint.assumptions.emplace_back("a ViT without CLS, as none is there");
    };
    f.prepare = [](checkpoint::TensorSet& tensors) {
      ignore_cross_norms(tensors);
      tensors.rename(without_rearrangement);
      unfold_patches(tensors, "patch_embedding.patch_embeddings.weight");
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
