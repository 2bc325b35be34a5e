// SPDX-License-Identifier: Apache-2.0
#include "model/facts.h"

#include <array>
#include <initializer_list>

#include "model/labels.h"
#include "model/metadata.h"

namespace vitviz::model {
namespace {

// Far above every released model; they keep a hostile file from asking for absurd work.
constexpr int kMostHeads = 1024;
constexpr int kLargestDefaultSize = 4096;

// The first of `keys` that the checkpoint has, or the last.
std::string present(const Metadata& metadata, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    if (metadata.text(key)) return key;
  }
  return *(keys.end() - 1);
}

std::optional<nn::Activation> activation_of(const Metadata& metadata) {
  const std::string key =
      present(metadata, {"config.vision_config.hidden_act", "config.hidden_act"});
  const auto name = metadata.text(key);
  if (!name) {
    // timm says it in the architecture's name alone.
    const std::string architecture = metadata.text("config.architecture").value_or("");
    if (architecture.find("quickgelu") == std::string::npos) return std::nullopt;
    return nn::Activation::kQuickGelu;
  }
  if (*name == "gelu") return nn::Activation::kGelu;
  if (*name == "quick_gelu") return nn::Activation::kQuickGelu;
  if (*name == "gelu_pytorch_tanh" || *name == "gelu_new") return nn::Activation::kGeluTanh;
  if (*name == "silu" || *name == "swish") return nn::Activation::kSilu;
  metadata.refuse(key, "gelu, quick_gelu, gelu_pytorch_tanh or silu");
}

std::optional<PhotoFilter> photo_filter_of(const Metadata& metadata) {
  const std::string key = present(
      metadata, {"interpolation", "preprocessor.resample", "config.pretrained_cfg.interpolation"});
  const auto name = metadata.text(key);
  // PIL numbers its filters.
  if (!name) return std::nullopt;
  if (*name == "bicubic" || *name == "3") return PhotoFilter::kBicubic;
  if (*name == "bilinear" || *name == "2") return PhotoFilter::kBilinear;
  if (key != "interpolation")
    return std::nullopt;  // Lanczos and others: the family's own is nearest
  metadata.refuse(key, "bicubic or bilinear");
}

std::optional<tensor::PerChannel> std_of(const Metadata& metadata) {
  const std::string key =
      present(metadata, {"image_std", "preprocessor.image_std", "config.pretrained_cfg.std"});
  const auto std = metadata.per_channel(key);
  if (std) {
    for (const float value : *std) {
      if (!(value > 0)) metadata.refuse(key, "numbers above 0");
    }
  }
  return std;
}

}  // namespace

Facts read_facts(const io::Checkpoint& checkpoint) {
  const Metadata metadata(checkpoint);
  Facts facts;
  facts.name = metadata.text("name");
  facts.model_type =
      metadata.text(present(metadata, {"config.vision_config.model_type", "config.model_type"}));
  facts.heads =
      metadata.count(present(metadata, {"num_heads", "config.vision_config.num_attention_heads",
                                        "config.num_attention_heads", "num_attention_heads",
                                        "config.model_args.num_heads"}),
                     kMostHeads);
  facts.norm_epsilon =
      metadata.positive(present(metadata, {"layer_norm_eps", "config.vision_config.layer_norm_eps",
                                           "config.layer_norm_eps"}));
  facts.activation = activation_of(metadata);
  facts.mean = metadata.per_channel(
      present(metadata, {"image_mean", "preprocessor.image_mean", "config.pretrained_cfg.mean"}));
  facts.std = std_of(metadata);
  facts.photo_filter = photo_filter_of(metadata);
  facts.default_size = metadata.count("default_size", kLargestDefaultSize);
  facts.labels = read_labels(checkpoint);
  return facts;
}

}  // namespace vitviz::model
