// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/activation_fact.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace vitviz::checkpoint {
namespace {

// The names of transformers (activations.py) and timm (layers/create_act.py).
constexpr std::array<std::pair<std::string_view, nn::Activation>, 11> kNames = {
    {{"gelu", nn::Activation::kGelu},
     {"gelu_python", nn::Activation::kGelu},
     {"quick_gelu", nn::Activation::kQuickGelu},
     {"quickgelu", nn::Activation::kQuickGelu},
     {"gelu_pytorch_tanh", nn::Activation::kGeluTanh},
     {"gelu_tanh", nn::Activation::kGeluTanh},
     {"gelu_new", nn::Activation::kGeluTanh},
     {"gelu_fast", nn::Activation::kGeluTanh},
     {"gelu_accurate", nn::Activation::kGeluTanh},
     {"silu", nn::Activation::kSilu},
     {"swish", nn::Activation::kSilu}}};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

std::optional<nn::Activation> activation_of(const Metadata& metadata, const std::string& network) {
  for (const std::string& key :
       {network + "hidden_act", std::string("config.model_args.act_layer")}) {
    const auto name = metadata.text(key);
    if (!name) continue;
    const auto* found = std::find_if(kNames.begin(), kNames.end(),
                                     [&](const auto& known) { return known.first == *name; });
    if (found == kNames.end())
      metadata.refuse_unread(key, "computes gelu, quick_gelu, gelu_pytorch_tanh and silu");
    return found->second;
  }
  return std::nullopt;
}

// Of SigLIP's models, timm gives some the original's approximation and some the exact function.
std::optional<nn::Activation> activation_of_architecture(std::string_view name) {
  constexpr std::array<std::string_view, 5> kTanh = {
      "giantopt_patch16_siglip", "so400m_patch16_siglip", "base_patch32_siglip",
      "large_patch16_siglip_512", "large_patch16_siglip_gap_512"};
  if (contains(name, "quickgelu")) return nn::Activation::kQuickGelu;
  const bool tanh = std::any_of(kTanh.begin(), kTanh.end(),
                                [&](std::string_view part) { return contains(name, part); });
  if (tanh) return nn::Activation::kGeluTanh;
  return std::nullopt;
}

std::optional<nn::Activation> activation_of_open_clip(const Metadata& metadata) {
  const std::string model = "open_clip.model_cfg.";
  if (!metadata.text(model + "vision_cfg.width")) return std::nullopt;
  if (metadata.text(model + "quick_gelu") == "true") return nn::Activation::kQuickGelu;
  if (metadata.text(model + "vision_cfg.act_kwargs.approximate") == "tanh") {
    return nn::Activation::kGeluTanh;
  }
  return nn::Activation::kGelu;
}

}  // namespace vitviz::checkpoint
