// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/facts.h"

#include <initializer_list>

#include "checkpoint/activation_fact.h"
#include "checkpoint/labels.h"
#include "checkpoint/metadata.h"

namespace vitviz::checkpoint {
namespace {

// Far above every released model; they keep a hostile file from asking for absurd work.
constexpr int kMostHeads = 1024;
constexpr int kLargestDefaultSize = 4096;

// timm's, and open_clip's around a model of timm.
constexpr std::initializer_list<const char*> kArchitectureKeys = {
    "config.architecture", "open_clip.model_cfg.vision_cfg.timm_model_name"};

// The first of `keys` that the checkpoint has, or the last.
std::string present(const Metadata& metadata, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    if (metadata.text(key)) return key;
  }
  return *(keys.end() - 1);
}

// open_clip gives the width of a head, 64 unless it says another.
std::optional<int> heads_of_open_clip(const Metadata& metadata) {
  constexpr int kUsualHeadWidth = 64;
  constexpr int kWidest = 65536;
  const std::string vision = "open_clip.model_cfg.vision_cfg.";
  const auto width = metadata.count(vision + "width", kWidest);
  if (!width) return std::nullopt;
  const int head_width = metadata.count(vision + "head_width", kWidest).value_or(kUsualHeadWidth);
  if (*width % head_width != 0 || *width / head_width > kMostHeads) {
    metadata.refuse(vision + "head_width", "a divisor of the width");
  }
  return *width / head_width;
}

std::optional<model::PhotoFilter> photo_filter_of(const Metadata& metadata) {
  const std::string key = present(
      metadata, {"interpolation", "preprocessor.resample", "config.pretrained_cfg.interpolation",
                 "open_clip.preprocess_cfg.interpolation"});
  const auto name = metadata.text(key);
  // PIL numbers its filters.
  if (!name) return std::nullopt;
  if (*name == "bicubic" || *name == "3") return model::PhotoFilter::kBicubic;
  if (*name == "bilinear" || *name == "2") return model::PhotoFilter::kBilinear;
  if (key != "interpolation")
    return std::nullopt;  // Lanczos and others: the family's own is nearest
  metadata.refuse(key, "bicubic or bilinear");
}

// What is divided by less leaves the range of floats on its way through a network.
constexpr float kSmallestStd = 1e-6F;

std::optional<tensor::PerChannel> std_of(const Metadata& metadata) {
  const std::string key =
      present(metadata, {"image_std", "preprocessor.image_std", "config.pretrained_cfg.std",
                         "open_clip.preprocess_cfg.std"});
  const auto std = metadata.per_channel(key);
  if (std) {
    for (const float value : *std) {
      if (!(value >= kSmallestStd)) metadata.refuse(key, "numbers of at least 0.000001");
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
  facts.architecture = metadata.text(present(metadata, kArchitectureKeys));
  facts.pooling =
      metadata.text(present(metadata, {"config.model_args.global_pool", "config.global_pool"}));
  facts.heads =
      metadata.count(present(metadata, {"num_heads", "config.vision_config.num_attention_heads",
                                        "config.num_attention_heads", "num_attention_heads",
                                        "config.model_args.num_heads"}),
                     kMostHeads);
  if (!facts.heads) facts.heads = heads_of_open_clip(metadata);
  facts.norm_epsilon = metadata.positive(present(
      metadata, {"layer_norm_eps", "config.vision_config.layer_norm_eps", "config.layer_norm_eps",
                 "open_clip.model_cfg.vision_cfg.norm_kwargs.eps"}));
  facts.activation = activation_of(metadata);
  if (!facts.activation && facts.architecture) {
    facts.activation = activation_of_architecture(*facts.architecture);
  }
  facts.open_clip_activation = activation_of_open_clip(metadata);
  facts.rotary_base = metadata.positive(
      present(metadata, {"config.vision_config.rope_theta", "config.rope_theta"}));
  facts.mean = metadata.per_channel(
      present(metadata, {"image_mean", "preprocessor.image_mean", "config.pretrained_cfg.mean",
                         "open_clip.preprocess_cfg.mean"}));
  facts.std = std_of(metadata);
  facts.photo_filter = photo_filter_of(metadata);
  facts.default_size = metadata.count("default_size", kLargestDefaultSize);
  facts.labels = read_labels(checkpoint);
  return facts;
}

}  // namespace vitviz::checkpoint
