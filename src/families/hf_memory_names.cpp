// SPDX-License-Identifier: Apache-2.0
#include "families/hf_memory_names.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "io/name_part.h"

namespace vitviz::families {
namespace {

using Renaming = std::pair<std::string_view, std::string_view>;

// Of DINOv2.
constexpr std::array<Renaming, 4> kAttention = {
    {{".attention.q_proj.", ".attention.attention.query."},
     {".attention.k_proj.", ".attention.attention.key."},
     {".attention.v_proj.", ".attention.attention.value."},
     {".attention.o_proj.", ".attention.output.dense."}}};

// Of ViT, DeiT, MAE, MSN, I-JEPA and BEiT, beside those of the attention.
constexpr std::array<Renaming, 4> kMlpAndBias = {
    {{".mlp.fc1.", ".intermediate.dense."},
     {".mlp.fc2.", ".output.dense."},
     {".relative_position_bias.", ".attention.attention.relative_position_bias."},
     {"shared_position_bias.", "encoder.relative_position_bias."}}};

void replace_first(std::span<const Renaming> renamings, std::string& name) {
  for (const auto& [from, to] : renamings) {
    const std::size_t at = name.find(from);
    if (at == std::string::npos) continue;
    name.replace(at, from.size(), to);
    return;
  }
}

bool any_has_part(const checkpoint::TensorSet& tensors, std::string_view part) {
  return std::any_of(tensors.tensors.begin(), tensors.tensors.end(),
                     [&](const auto& tensor) { return io::has_part(tensor.first, part); });
}

// "layers.3.mlp.fc1.weight" → "encoder.layer.3.intermediate.dense.weight"
std::string of_vit(const std::string& name) {
  constexpr std::string_view kLayers = "layers.";
  std::string renamed = name;
  if (name.starts_with(kLayers)) renamed.replace(0, kLayers.size(), "encoder.layer.");
  replace_first(kAttention, renamed);
  replace_first(kMlpAndBias, renamed);
  return renamed;
}

std::string of_dinov2(const std::string& name) {
  std::string renamed = name;
  replace_first(kAttention, renamed);
  return renamed;
}

// "model.layer.3.norm1.weight" → "layer.3.norm1.weight"
std::string of_dinov3(const std::string& name) {
  constexpr std::string_view kModel = "model.";
  return name.starts_with("model.layer.") ? name.substr(kModel.size()) : name;
}

}  // namespace

void rename_from_memory(checkpoint::TensorSet& tensors) {
  if (any_has_part(tensors, "layers.#.layernorm_before")) tensors.rename(of_vit);
  if (any_has_part(tensors, "encoder.layer.#.attention.q_proj")) tensors.rename(of_dinov2);
  if (any_has_part(tensors, "model.layer.#.attention.q_proj")) tensors.rename(of_dinov3);
}

}  // namespace vitviz::families
