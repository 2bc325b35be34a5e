// SPDX-License-Identifier: Apache-2.0
// The ViT of lucidrains' vit-pytorch: no biases for queries, keys and values; since its version 1.0
// a LayerNorm of a patch's pixels before they are embedded and one behind, and one after the last
// block. Its layers are numbered, which names have changed with its versions.
//
// Reference: lucidrains/vit-pytorch, vit_pytorch/vit.py.
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "families/families.h"
#include "families/flat_patches.h"

namespace vitviz::families {
namespace {

constexpr float kEpsilon = 1e-5F;

constexpr Names kNames = {
    .cls = "cls_token",
    .positions = "pos_embedding",
    .patch_embedding = "patches",
    .block = "transformer.layers.{}.",
    .in_block = {.norm1 = "0.norm",
                 .qkv = "0.to_qkv",
                 .projection = "0.to_out.0",
                 .norm2 = "1.norm",
                 .fc1 = "1.fc1",
                 .fc2 = "1.fc2"},
    .norm = "transformer.norm",
    .head = "mlp_head",
};

using Renaming = std::pair<std::string_view, std::string_view>;

constexpr std::array<Renaming, 6> kOfBlocks = {{{".0.fn.", ".0."},
                                                {".1.fn.net.0.", ".1.fc1."},
                                                {".1.fn.net.3.", ".1.fc2."},
                                                {".1.net.0.", ".1.norm."},
                                                {".1.net.1.", ".1.fc1."},
                                                {".1.net.4.", ".1.fc2."}}};
constexpr std::array<Renaming, 3> kWithPixelNorm = {{{"to_patch_embedding.1.", "pixel_norm."},
                                                     {"to_patch_embedding.2.", "patches."},
                                                     {"to_patch_embedding.3.", "patch_norm."}}};
constexpr std::array<Renaming, 1> kWithoutPixelNorm = {{{"to_patch_embedding.1.", "patches."}}};

template <typename Renamings>
std::string renamed(const Renamings& renamings, const std::string& name) {
  for (const auto& [from, to] : renamings) {
    const std::size_t at = name.find(from);
    if (at == std::string::npos) continue;
    return name.substr(0, at) + std::string(to) + name.substr(at + from.size());
  }
  return name;
}

// The numbers of one patch, which the library orders pixel by pixel.
void unfold_pixels(checkpoint::TensorSet& tensors, const std::string& name) {
  const auto found = tensors.tensors.find(name);
  if (found == tensors.tensors.end() || found->second.shape.size() != 1) return;
  const std::int64_t size = found->second.shape[0];
  found->second.shape = {1, size};
  unfold_patches(tensors, name);
  found->second.shape = {size};
}

void to_known_names(checkpoint::TensorSet& tensors) {
  const bool pixel_norm = tensors.has("to_patch_embedding.2.weight");
  tensors.rename([&](const std::string& name) {
    const std::string in_block = renamed(kOfBlocks, name);
    return pixel_norm ? renamed(kWithPixelNorm, in_block) : renamed(kWithoutPixelNorm, in_block);
  });
  unfold_patches(tensors, "patches.weight");
  unfold_pixels(tensors, "pixel_norm.weight");
  unfold_pixels(tensors, "pixel_norm.bias");
}

bool has_layer(const checkpoint::TensorReader& reader, const std::string& name) {
  return reader.has(name + ".weight") || reader.has(name + ".bias");
}

}  // namespace

const Family& vit_pytorch() {
  static const Family family = [] {
    Family f;
    f.name = "ViT (vit-pytorch)";
    f.recognised_by = "to_patch_embedding and transformer.layers.0";
    f.names = kNames;
    f.norm_epsilon = kEpsilon;
    f.mean = kHalf;
    f.std = kHalf;
    f.preparation_is_known = false;
    f.heads_of_width = usual_heads;
    f.ignored = {"mlp_head."};
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("to_patch_embedding.1.weight") && tensors.has("pos_embedding") &&
             tensors.has("cls_token");
    };
    f.prepare = to_known_names;
    f.read_more = [](checkpoint::TensorReader& reader, const model::Blueprint& blueprint,
                     model::Weights& weights) {
      const int pixels = 3 * blueprint.patch * blueprint.patch;
      const bool either = has_layer(reader, "pixel_norm") || has_layer(reader, "patch_norm");
      if (!either) return;
      weights.pixel_norm = reader.layer_norm("pixel_norm", pixels, kEpsilon);
      weights.patch_norm = reader.layer_norm("patch_norm", blueprint.width, kEpsilon);
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
