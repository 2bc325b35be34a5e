// SPDX-License-Identifier: Apache-2.0
// What timm's Eva class holds beside DINOv3: EVA (Fang et al., 2023), EVA-02 and its CLIP (Sun et
// al., 2023), Meta's Perception Encoder (Bolya et al., 2025), RoPE-ViT (Heo et al., 2024) and
// timm's own models with rotary positions. They differ in where a patch lies for its rotation,
// which no tensor says.
//
// Reference: timm, models/eva.py.
#include <string_view>

#include <fmt/format.h>

#include "families/families.h"
#include "families/rotary_periods.h"
#include "families/split_bias.h"
#include "families/timm_names.h"

namespace vitviz::families {
namespace {

constexpr float kUsualBase = 10000;

// Rotation of neighbouring columns, as all of these have it.
constexpr nn::RotaryRule rule(double extent, double offset, bool x_first) {
  return {0, extent, offset, x_first, /*neighbours=*/true};
}

bool is_named(const checkpoint::Facts& facts, std::string_view part) {
  return facts.architecture.value_or("").find(part) != std::string::npos;
}

Family eva_like(std::string_view name) {
  Family f;
  f.name = name;
  f.names = kTimmNames;
  f.names.in_block.query = "attn.q_proj";
  f.names.in_block.key = "attn.k_proj";
  f.names.in_block.value = "attn.v_proj";
  f.names.in_block.output_norm = "attn.norm";
  f.names.in_block.scale1 = "gamma_1";
  f.names.in_block.scale2 = "gamma_2";
  f.names.in_block.gate = "mlp.fc1_g";
  f.names.in_block.fc1_of_gate = "mlp.fc1_x";
  f.names.in_block.fc2_of_gate = "mlp.fc2";
  f.names.in_block.hidden_norm = "mlp.norm";
  f.rotary_base = kUsualBase;
  f.heads_of_width = usual_heads;
  f.ignored = {"head.", "fc_norm.", "mask_token"};
  f.prepare = join_split_biases;
  return f;
}

void rotate_by(const nn::RotaryRule& rotary_rule, checkpoint::TensorReader& reader,
               const model::Blueprint& blueprint, model::Weights& weights) {
  weights.rotary_rule = rotary_rule;
  weights.rotary_periods = rotary_periods(reader, blueprint);
}

// EVA-02's MLP has a gate, EVA's has none, nor has EVA rotary positions.
bool is_gated(const model::Weights& weights) {
  return !weights.blocks.empty() && weights.blocks.front().mlp.gate.has_value();
}

}  // namespace

const Family& eva() {
  static const Family family = [] {
    Family f = eva_like("EVA");
    f.recognised_by = "attn.q_bias or attn.q_proj, and pos_embed";
    f.mean = kClipMean;
    f.std = kClipStd;
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("cls_token") && tensors.has("pos_embed") &&
             tensors.has("patch_embed.proj.weight") &&
             (tensors.has("blocks.0.attn.q_bias") || tensors.has("blocks.0.attn.q_proj.weight"));
    };
    f.read_more = [](checkpoint::TensorReader& reader, const model::Blueprint& blueprint,
                     model::Weights& weights) {
      // As 16 × 16 patches, on which it was first trained, whatever their number is.
      if (is_gated(weights)) rotate_by(rule(16, 0, false), reader, blueprint, weights);
    };
    return f;
  }();
  return family;
}

const Family& perception_encoder() {
  static const Family family = [] {
    Family f = eva_like("Perception Encoder");
    f.recognised_by = "norm_pre.weight, and attn_pool.latent or no norm.weight";
    f.norm_epsilon = 1e-5F;
    f.mean = kHalf;
    f.std = kHalf;
    f.heads_of_width = [](int width) { return width == 1536 ? 16 : usual_heads(width); };
    f.pooled = model::Pooled::kPatchMean;
    f.names.pooling = {.start = "attn_pool."};  // not read: it has other heads than the tower
    f.ignored.emplace_back("attn_pool.");
    f.patches_may_lack_bias = true;
    f.describe_more = [](const checkpoint::TensorSet&, const checkpoint::Facts&,
                         model::Blueprint& blueprint) {
      if (blueprint.rotary_extent > 0) return;
      blueprint.rotary_extent = blueprint.trained_grid.rows;
      blueprint.assumptions.push_back(
          fmt::format("rotary positions that count {} patches along a side, as its grid has",
                      blueprint.rotary_extent));
    };
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts) {
      return tensors.has("norm_pre.weight") && tensors.has("blocks.0.attn.qkv.weight") &&
             (tensors.has("attn_pool.latent") || !tensors.has("norm.weight") ||
              is_named(facts, "vit_pe_"));
    };
    // Patches count from 1 where CLS is 0.
    f.read_more = [](checkpoint::TensorReader& reader, const model::Blueprint& blueprint,
                     model::Weights& weights) {
      const int counted = blueprint.rotary_extent;
      rotate_by(rule(counted, blueprint.has_cls() ? 1 : 0, true), reader, blueprint, weights);
    };
    return f;
  }();
  return family;
}

const Family& rope_vit() {
  static const Family family = [] {
    Family f = eva_like("RoPE-ViT");
    f.recognised_by = "gamma_1 without pos_embed, or the architecture's name";
    f.positions_are_optional = true;
    f.rotary_base = 100;
    // With positions beside the rotation, its tensors are those of DeiT-III, which was released as
    // a .pth.
    f.describe_more = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts,
                         model::Blueprint& blueprint) {
      if (!tensors.has("pos_embed") || facts.architecture) return;
      blueprint.assumptions.emplace_back(
          "rotary positions, as timm's \"_rope_ape_\" models have (DeiT-III has the same names)");
    };
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts) {
      const bool as_deit3 = tensors.has("pos_embed");
      return tensors.has("cls_token") && !tensors.has("reg_token") &&
             tensors.has("blocks.0.gamma_1") && tensors.has("blocks.0.attn.qkv.bias") &&
             (!as_deit3 || is_named(facts, "_rope_") ||
              tensors.container == io::Container::kSafetensors);
    };
    f.read_more = [](checkpoint::TensorReader& reader, const model::Blueprint& blueprint,
                     model::Weights& weights) {
      rotate_by(rule(0, 0, true), reader, blueprint, weights);
    };
    return f;
  }();
  return family;
}

const Family& timm_rope() {
  static const Family family = [] {
    Family f = eva_like("ViT with rotary positions");
    f.recognised_by = "reg_token and gamma_1, without cls_token and pos_embed";
    f.names.positions = {};
    f.mean = kHalf;
    f.std = kHalf;
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("reg_token") && tensors.has("blocks.0.gamma_1") &&
             !tensors.has("cls_token") && !tensors.has("pos_embed") &&
             !tensors.has("norm.weight");  // DINOv3 without its CLS
    };
    f.read_more = [](checkpoint::TensorReader& reader, const model::Blueprint& blueprint,
                     model::Weights& weights) {
      rotate_by(rule(16, 0, false), reader, blueprint, weights);
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
