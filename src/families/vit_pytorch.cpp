// SPDX-License-Identifier: Apache-2.0
// The ViT and the SimpleViT of lucidrains' vit-pytorch: no biases for queries, keys and values;
// since its version 1.0 a LayerNorm of a patch's pixels before they are embedded and one behind,
// since 1.4 one after the last block. Its layers are numbered, which names have changed with its
// versions. SimpleViT (Beyer et al., 2022) has no CLS, and positions that are computed.
//
// References: lucidrains/vit-pytorch, vit_pytorch/{vit,simple_vit}.py.
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "checkpoint/misfit.h"
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
    .head = "classifier",
    .head_norm = "classifier_norm",
};

using Renaming = std::pair<std::string_view, std::string_view>;

// Of all versions; where one name begins another, the longer one comes first.
constexpr std::array<Renaming, 15> kLayers = {{{".0.fn.fn.", ".0."},
                                               {".0.fn.norm.", ".0.norm."},
                                               {".0.fn.", ".0."},
                                               {".1.fn.fn.net.0.", ".1.fc1."},
                                               {".1.fn.fn.net.3.", ".1.fc2."},
                                               {".1.fn.norm.", ".1.norm."},
                                               {".1.fn.net.0.", ".1.fc1."},
                                               {".1.fn.net.3.", ".1.fc2."},
                                               {".1.net.4.", ".1.fc2."},
                                               {"mlp_head.0.", "classifier_norm."},
                                               {"mlp_head.1.", "classifier."},
                                               {"mlp_head.", "classifier."},
                                               {"linear_head.0.", "classifier_norm."},
                                               {"linear_head.1.", "classifier."},
                                               {"linear_head.", "classifier."}}};
// Of an MLP that begins with its LayerNorm: SimpleViT's has no dropout before fc2.
constexpr std::array<Renaming, 3> kNormInMlp = {
    {{".1.net.0.", ".1.norm."}, {".1.net.1.", ".1.fc1."}, {".1.net.3.", ".1.fc2."}}};
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
    const std::string layer = renamed(kNormInMlp, renamed(kLayers, name));
    return pixel_norm ? renamed(kWithPixelNorm, layer) : renamed(kWithoutPixelNorm, layer);
  });
  unfold_patches(tensors, "patches.weight");
  unfold_pixels(tensors, "pixel_norm.weight");
  unfold_pixels(tensors, "pixel_norm.bias");
}

bool has_layer(const checkpoint::TensorReader& reader, const std::string& name) {
  return reader.has(name + ".weight") || reader.has(name + ".bias");
}

// The library's heads have 64 columns whatever the width is, unless its user says otherwise.
void refuse_heads_of_other_width(const checkpoint::TensorSet& tensors, const Family& family,
                                 const model::Blueprint& blueprint) {
  const io::Shape shape = tensors.shape("transformer.layers.0.0.to_qkv.weight");
  if (shape.size() != 2 || shape[0] == 3 * std::int64_t{blueprint.width}) return;
  checkpoint::refuse_as(
      family.name, tensors,
      fmt::format("its heads are {} wide together, its tokens {}", shape[0] / 3, blueprint.width),
      "vitviz reads models whose heads together are as wide as a token");
}

void read_norms_of_patches(checkpoint::TensorReader& reader, const model::Blueprint& blueprint,
                           model::Weights& weights) {
  const int pixels = 3 * blueprint.patch * blueprint.patch;
  if (!has_layer(reader, "pixel_norm") && !has_layer(reader, "patch_norm")) return;
  weights.pixel_norm = reader.layer_norm("pixel_norm", pixels, kEpsilon);
  weights.patch_norm = reader.layer_norm("patch_norm", blueprint.width, kEpsilon);
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
    f.ignored = {"classifier.", "classifier_norm."};
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("to_patch_embedding.1.weight") && tensors.has("pos_embedding") &&
             tensors.has("cls_token");
    };
    f.prepare = to_known_names;
    f.describe_more = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&,
                         model::Blueprint& blueprint) {
      refuse_heads_of_other_width(tensors, vit_pytorch(), blueprint);
      if (blueprint.classes == 0 || !blueprint.has_cls()) return;
      blueprint.pooled = model::Pooled::kCls;
      blueprint.assumptions.emplace_back(
          "a classifier that reads CLS (older ones with pool=\"mean\" have the same names)");
    };
    f.read_more = read_norms_of_patches;
    return f;
  }();
  return family;
}

const Family& simple_vit() {
  static const Family family = [] {
    Family f = vit_pytorch();
    f.name = "SimpleViT (vit-pytorch)";
    f.recognised_by = "to_patch_embedding and transformer.layers.0.0.to_out, without pos_embedding";
    f.names.cls = {};
    f.names.positions = {};
    f.names.in_block.projection = "0.to_out";
    f.layers_may_lack_bias = true;
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("to_patch_embedding.1.weight") && !tensors.has("pos_embedding") &&
             !tensors.has("cls_token") && tensors.has("transformer.layers.0.0.to_out.weight");
    };
    f.describe_more = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&,
                         model::Blueprint& blueprint) {
      refuse_heads_of_other_width(tensors, simple_vit(), blueprint);
      if (blueprint.width % 4 != 0) {
        checkpoint::refuse_as(simple_vit().name, tensors,
                              fmt::format("its width {} is no multiple of 4", blueprint.width),
                              "its positions are computed in four parts of equal width");
      }
      blueprint.positions = "sines and cosines of row and column";
    };
    f.read_more = [](checkpoint::TensorReader& reader, const model::Blueprint& blueprint,
                     model::Weights& weights) {
      read_norms_of_patches(reader, blueprint, weights);
      weights.sine_positions = true;
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
