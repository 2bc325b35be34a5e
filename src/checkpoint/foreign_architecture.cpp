// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/foreign_architecture.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "io/model_error.h"

namespace vitviz::checkpoint {
namespace {

struct Architecture {
  std::string_view word;
  std::string_view what;  // continues "is 'NAME', "
};

// Hugging Face's "model_type".
constexpr std::array<Architecture, 9> kForeignTypes = {
    {{"vitpose", "a ViTPose, whose patches overlap"},
     {"vitpose_backbone", "a ViTPose, whose patches overlap"},
     {"audio-spectrogram-transformer", "a network of sounds, whose patches overlap"},
     {"videomae", "a Vision Transformer for videos"},
     {"vivit", "a Vision Transformer for videos"},
     {"timesformer", "a Vision Transformer for videos"},
     {"vjepa2", "a Vision Transformer for videos"},
     {"yolos", "a Vision Transformer with detection tokens"},
     {"vit_hybrid",
      "a hybrid Vision Transformer, whose patches come out of a convolutional network"}}};

// Parts of timm's names. Of NaFlexViTs, SigLIP 2 is read.
constexpr std::array<Architecture, 3> kForeignNames = {
    {{"naflexvit", "a NaFlexViT, which vitviz reads of SigLIP 2 alone"},
     {"_parallel_", "whose blocks hold several layers beside each other"},
     {"_pls_", "whose blocks compute attention and MLP beside each other"}}};

constexpr std::array<std::string_view, 22> kKnownTypes = {"vit",
                                                          "deit",
                                                          "vit_mae",
                                                          "vit_msn",
                                                          "dinov2",
                                                          "dinov2_with_registers",
                                                          "dinov3_vit",
                                                          "ijepa",
                                                          "beit",
                                                          "data2vec-vision",
                                                          "clip",
                                                          "clip_vision_model",
                                                          "siglip",
                                                          "siglip_vision_model",
                                                          "siglip2",
                                                          "siglip2_vision_model",
                                                          "dpt",
                                                          "depth_anything",
                                                          "vision-encoder-decoder",
                                                          "vision-text-dual-encoder",
                                                          "timm_wrapper",
                                                          "chinese_clip"};

[[noreturn]] void refuse(const TensorSet& tensors, std::string_view name, std::string_view what) {
  io::fail_model(tensors.name, fmt::format("is {}, {}", io::in_quotes(name), what),
                 "vitviz reads plain Vision Transformers; 'vitviz models' lists the best known");
}

}  // namespace

void refuse_foreign_architecture(TensorSet& tensors, const Facts& facts) {
  if (facts.architecture) {
    const bool is_siglip = facts.architecture->find("siglip") != std::string::npos;
    for (const auto& [word, what] : kForeignNames) {
      const bool named = facts.architecture->find(word) != std::string::npos;
      if (named && !is_siglip) refuse(tensors, *facts.architecture, what);
    }
  }
  if (!facts.model_type) return;
  for (const auto& [word, what] : kForeignTypes) {
    if (*facts.model_type == word) refuse(tensors, *facts.model_type, what);
  }
  const bool known =
      std::find(kKnownTypes.begin(), kKnownTypes.end(), *facts.model_type) != kKnownTypes.end();
  if (!known) tensors.unread_architecture = *facts.model_type;
}

}  // namespace vitviz::checkpoint
