// SPDX-License-Identifier: Apache-2.0
// DINOv2 (Oquab et al., 2024), without and with registers: LayerScale, a mask token that has no
// part in inference, SwiGLU in the giant. Training checkpoints number their blocks in chunks.
//
// Reference: facebookresearch/dinov2, models/vision_transformer.py. The hub's models without
// registers resample positions with an offset of 0.1, those with registers antialiased.
#include <cctype>

#include "families/families.h"
#include "families/timm_names.h"

namespace vitviz::families {
namespace {

std::size_t digits_from(const std::string& text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
  return end - at;
}

// "blocks.2.11.norm1.weight" → "blocks.11.norm1.weight": the chunk says nothing that is needed.
std::string without_chunk(const std::string& name) {
  constexpr std::string_view kStart = "blocks.";
  if (name.compare(0, kStart.size(), kStart) != 0) return name;
  const std::size_t chunk = digits_from(name, kStart.size());
  const std::size_t block_at = kStart.size() + chunk + 1;
  if (chunk == 0 || block_at >= name.size() || digits_from(name, block_at) == 0) return name;
  return std::string(kStart) + name.substr(block_at);
}

void remove_chunks(checkpoint::TensorSet& tensors) { tensors.rename(without_chunk); }

bool is_dinov2(const checkpoint::TensorSet& tensors) {
  return tensors.has("cls_token") && tensors.has("mask_token") &&
         (tensors.has("blocks.0.ls1.gamma") || tensors.has("blocks.0.0.ls1.gamma"));
}

// The hub's giant has 24 heads of 64 at width 1536, which usual_heads() knows.
Family dinov2_like(std::string_view name) {
  Family f;
  f.name = name;
  f.names = kTimmNames;
  f.names.registers = "register_tokens";
  f.heads_of_width = usual_heads;
  f.ignored = {"mask_token", "head.", "dino_head.", "ibot_head."};
  f.prepare = remove_chunks;
  return f;
}

}  // namespace

const Family& dinov2() {
  static const Family family = [] {
    Family f = dinov2_like("DINOv2");
    f.recognised_by = "mask_token and LayerScale";
    f.position_filter = nn::GridFilter::kBicubicOffset;
    f.describe_more = [](const checkpoint::TensorSet&, const checkpoint::Facts&,
                         model::Blueprint& blueprint) {
      blueprint.assumptions.emplace_back("DINOv2 without registers, as none are there");
    };
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return is_dinov2(tensors) && !tensors.has("register_tokens");
    };
    return f;
  }();
  return family;
}

const Family& dinov2_with_registers() {
  static const Family family = [] {
    Family f = dinov2_like("DINOv2 with registers");
    f.recognised_by = "mask_token, LayerScale and register_tokens";
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return is_dinov2(tensors) && tensors.has("register_tokens");
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
