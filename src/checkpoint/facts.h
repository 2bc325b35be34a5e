// SPDX-License-Identifier: Apache-2.0
// What a checkpoint says about itself beside its tensors, whichever of its files says it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/checkpoint.h"
#include "model/blueprint.h"

namespace vitviz::checkpoint {

struct Facts {
  std::optional<std::string> name;        // of the model, for people
  std::optional<std::string> model_type;  // Hugging Face's word for the family: "vit", "dinov2", …
  std::optional<std::string> architecture;  // timm's word for the model: "vit_base_patch16_224"
  std::optional<std::string> pooling;       // timm's word for what a classifier reads: "avg", …
  std::optional<int> heads;
  std::optional<float> norm_epsilon;
  std::optional<nn::Activation> activation;
  std::optional<nn::Activation> open_clip_activation;
  std::optional<float> rotary_base;
  std::optional<tensor::PerChannel> mean;
  std::optional<tensor::PerChannel> std;
  std::optional<model::PhotoFilter> photo_filter;
  std::optional<int> default_size;
  std::vector<std::string> labels;  // of the classes, in order; empty where none are given
};

// Reads, first found first taken: vitviz's own metadata (num_heads, image_mean, …), Hugging Face's
// config.json (as "config.KEY", its vision part as "config.vision_config.KEY") and
// preprocessor_config.json ("preprocessor.KEY"), timm's config.json ("config.pretrained_cfg.KEY"),
// open_clip_config.json ("open_clip.KEY").
// Throws Error(kModel) for a value that makes no sense.
[[nodiscard]] Facts read_facts(const io::Checkpoint& checkpoint);

}  // namespace vitviz::checkpoint
