// SPDX-License-Identifier: Apache-2.0
// DINOv3 (Siméoni et al., 2025): rotary positions, registers (called storage tokens), no bias for
// the keys; the official names, timm's and those of transformers.
//
// Reference: facebookresearch/dinov3, layers/attention.py and layers/rope_position_encoding.py. The
// official file stores the rotary periods, which are used as they are; the other two recompute
// them.
#include <algorithm>
#include <string>
#include <vector>

#include "families/families.h"
#include "families/rotary_periods.h"
#include "families/split_bias.h"
#include "families/timm_names.h"
#include "io/name_part.h"

namespace vitviz::families {
namespace {

constexpr Names kHuggingFaceNames = {
    .cls = "embeddings.cls_token",
    .registers = "embeddings.register_tokens",
    .patch_embedding = "embeddings.patch_embeddings",
    .block = "layer.{}.",
    .in_block = {.norm1 = "norm1",
                 .query = "attention.q_proj",
                 .key = "attention.k_proj",
                 .value = "attention.v_proj",
                 .projection = "attention.o_proj",
                 .scale1 = "layer_scale1.lambda1",
                 .norm2 = "norm2",
                 .fc1 = "mlp.up_proj",
                 .gate = "mlp.gate_proj",
                 .fc2 = "mlp.down_proj",
                 .scale2 = "layer_scale2.lambda1"},
    .norm = "norm",
};

int heads_of_dinov3(int width) {
  if (width == 1280) return 20;  // H+
  if (width == 4096) return 32;  // 7B
  return usual_heads(width);
}

// The models of satellite images, whose processor's files say ImageNet's mean and std.
constexpr tensor::PerChannel kSatelliteMean = {0.430F, 0.411F, 0.296F};
constexpr tensor::PerChannel kSatelliteStd = {0.213F, 0.156F, 0.143F};

bool is_named_after_satellites(const checkpoint::TensorSet& tensors,
                               const checkpoint::Facts& facts) {
  constexpr std::string_view kName = "sat493m";
  return tensors.name.find(kName) != std::string::npos ||
         facts.tag.value_or("").find(kName) != std::string::npos ||
         facts.architecture.value_or("").find(kName) != std::string::npos;
}

// Only the ViT-L and the 7B were trained on satellite images as well.
void describe_satellites(const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts,
                         model::Blueprint& blueprint) {
  const bool is_usual = blueprint.mean == kImageNetMean && blueprint.std == kImageNetStd;
  if (!is_usual) return;
  if (is_named_after_satellites(tensors, facts)) {
    blueprint.mean = kSatelliteMean;
    blueprint.std = kSatelliteStd;
    blueprint.assumptions.emplace_back(
        "mean 0.43,0.411,0.296 and std 0.213,0.156,0.143 of satellite images, as its name says");
  } else if (blueprint.width == 1024 || blueprint.width == 4096) {
    blueprint.assumptions.emplace_back(
        "a model of photos; one of satellite images has mean 0.43,0.411,0.296 and std "
        "0.213,0.156,0.143");
  }
}

void describe_dinov3(const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts,
                     model::Blueprint& blueprint) {
  blueprint.positions = "rotary (RoPE), for any grid";
  if (blueprint.prefix_count() == 1 && !facts.registers && !facts.model_type) {
    blueprint.assumptions.emplace_back("no registers, which released DINOv3 models have");
  }
  describe_satellites(tensors, facts, blueprint);
}

Family dinov3_like(std::string_view name, const Names& names) {
  Family f;
  f.name = name;
  f.names = names;
  f.norm_epsilon = 1e-5F;
  f.heads_of_width = heads_of_dinov3;
  f.describe_more = describe_dinov3;
  f.ignored = {"mask_token", "embeddings.mask_token", "local_cls_norm.", "head.", "dino_head.",
               "ibot_head."};
  return f;
}

// The keys' part of every bias is masked out: bias · mask, where the mask may be NaN.
void apply_bias_masks(checkpoint::TensorSet& tensors) {
  std::vector<std::string> biases;
  for (const auto& [name, stored] : tensors.tensors) {
    if (io::has_part(name, "blocks.#.attn.qkv.bias")) biases.push_back(name);
  }
  const auto masked = std::count_if(biases.begin(), biases.end(), [&](const std::string& name) {
    return tensors.has(name + "_mask");
  });
  if (masked == 0) return;
  for (const std::string& name : biases) {
    if (!tensors.has(name + "_mask")) {
      tensors.problems.push_back("'" + name + "_mask' is missing, other blocks have it");
      continue;
    }
    std::vector<float> bias = floats_of(tensors, name);
    for (std::size_t i = bias.size() / 3; i < 2 * (bias.size() / 3); ++i) bias[i] = 0;
    const io::Shape shape = tensors.shape(name);
    if (!bias.empty()) put(tensors, name, std::move(bias), shape);
    tensors.tensors.erase(name + "_mask");
  }
}

void read_periods(checkpoint::TensorReader& reader, const model::Blueprint& blueprint,
                  model::Weights& weights) {
  weights.rotary_periods =
      reader.vector("rope_embed.periods", std::max(1, blueprint.head_width() / 4));
}

void compute_periods(checkpoint::TensorReader& reader, const model::Blueprint& blueprint,
                     model::Weights& weights) {
  weights.rotary_periods = rotary_periods(reader, blueprint);
}

}  // namespace

const Family& dinov3() {
  static const Family family = [] {
    Family f = dinov3_like("DINOv3", kTimmNames);
    f.recognised_by = "rope_embed.periods";
    f.names.registers = "storage_tokens";
    f.names.positions = {};
    f.names.prefix_norm = "cls_norm";
    f.names.in_block.gate = "mlp.w1";
    f.names.in_block.fc1_of_gate = "mlp.w2";
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("rope_embed.periods") && tensors.has("cls_token");
    };
    f.prepare = apply_bias_masks;
    f.read_more = read_periods;
    return f;
  }();
  return family;
}

const Family& timm_dinov3() {
  static const Family family = [] {
    Family f = dinov3_like("DINOv3 (timm)", kTimmNames);
    f.recognised_by = "reg_token and gamma_1, without pos_embed";
    f.pooled = model::Pooled::kPatchMean;
    f.names.positions = {};
    f.names.in_block.scale1 = "gamma_1";
    f.names.in_block.scale2 = "gamma_2";
    f.names.in_block.gate = "mlp.fc1_g";
    f.names.in_block.fc1_of_gate = "mlp.fc1_x";
    f.names.in_block.fc2_of_gate = "mlp.fc2";
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("reg_token") && tensors.has("cls_token") &&
             tensors.has("blocks.0.gamma_1") && !tensors.has("pos_embed");
    };
    f.prepare = join_split_biases;
    f.read_more = compute_periods;
    return f;
  }();
  return family;
}

const Family& hf_dinov3() {
  static const Family family = [] {
    Family f = dinov3_like("DINOv3 (Hugging Face)", kHuggingFaceNames);
    f.gates_by_activation = true;
    f.arithmetic_is_known = false;
    f.layers_may_lack_bias = true;
    f.recognised_by = "layer.0.attention.q_proj";
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("embeddings.cls_token") && tensors.has("layer.0.attention.q_proj.weight");
    };
    f.read_more = compute_periods;
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
