// SPDX-License-Identifier: Apache-2.0
// What a checkpoint says about itself beside its tensors, whichever of its files says it.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checkpoint/metadata.h"
#include "io/checkpoint.h"
#include "model/blueprint.h"

namespace vitviz::checkpoint {

struct Facts {
  std::optional<std::string> name;        // of the model, for people
  std::string fingerprint;                // of the checkpoint (fingerprint.h)
  std::optional<std::string> model_type;  // Hugging Face's word for the family: "vit", "dinov2", …
  std::optional<std::string> architecture;  // timm's word for the model: "vit_base_patch16_224"
  std::optional<std::string> pooling;       // timm's word for what a classifier reads: "avg", …
  std::optional<int> heads;
  std::optional<int> blocks;
  std::optional<int> width;
  std::optional<int> registers;
  std::set<std::string, std::less<>> flags;  // what Hugging Face's config.json says to be true
  std::optional<std::string> tag;            // timm's word for the weights: "lvd1689m", …
  std::vector<PictureSize> sizes;            // of the photos it was trained on, the likeliest first
  std::optional<int> rotary_extent;          // patches along a side that rotary positions count
  std::optional<float> norm_epsilon;
  std::optional<nn::Activation> activation;
  std::optional<nn::Activation> open_clip_activation;
  bool projects_other_than_cls = false;  // open_clip says so of the projection
  std::optional<float> rotary_base;
  std::optional<tensor::PerChannel> mean;
  std::optional<tensor::PerChannel> std;
  std::optional<model::PhotoFilter> photo_filter;
  std::optional<int> default_size;
  std::vector<std::string> labels;  // of the classes, in order; empty where none are given
};

// Reads, first found first taken: vitviz's own metadata (num_heads, image_mean, …), Hugging Face's
// config.json (as "config.KEY", where it is nested that part which speaks of patches, as in
// "config.vision_config.KEY"), processor_config.json ("processor.image_processor.KEY") and
// preprocessor_config.json ("preprocessor.KEY"), timm's config.json ("config.pretrained_cfg.KEY"),
// open_clip_config.json ("open_clip.KEY").
// Throws Error(kModel) for a value that makes no sense.
[[nodiscard]] Facts read_facts(const io::Checkpoint& checkpoint);

}  // namespace vitviz::checkpoint
