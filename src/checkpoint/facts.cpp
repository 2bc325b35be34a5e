// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/facts.h"

#include <charconv>
#include <string_view>
#include <system_error>

#include "checkpoint/activation_fact.h"
#include "checkpoint/metadata.h"
#include "checkpoint/preparation_facts.h"
#include "labels/labels.h"

namespace vitviz::checkpoint {
namespace {

// Far above every released model; they keep a hostile file from asking for absurd work.
constexpr int kMostHeads = 1024;
constexpr int kLargestDefaultSize = 4096;

// timm's, and open_clip's around a model of timm.
const std::vector<std::string> kArchitectureKeys = {
    "config.architecture", "open_clip.model_cfg.vision_cfg.timm_model_name"};

// The first of `keys` that the checkpoint has, or the last.
std::string present(const Metadata& metadata, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    if (metadata.text(key)) return key;
  }
  return keys.back();
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

// open_clip can project the mean of the tokens instead of CLS, or normalise what it pooled.
bool projects_other_than_cls(const Metadata& metadata) {
  const std::string vision = "open_clip.model_cfg.vision_cfg.";
  return metadata.text(vision + "pool_type").value_or("tok") != "tok" ||
         metadata.text(vision + "global_average_pool") == "true" ||
         metadata.text(vision + "attentional_pool").value_or("false") != "false";
}

// The part of a config.json that describes the network: of a nested one, that which speaks of
// patches ("vision_config", "encoder", "backbone_config", …).
std::string network_of(const Metadata& metadata) {
  const std::string usual = "config.vision_config.";
  if (metadata.any_below(usual)) return usual;
  for (const std::string& nesting : metadata.nestings_of("patch_size")) {
    const bool is_transformers = nesting != "config." && nesting.starts_with("config.") &&
                                 !nesting.starts_with("config.model_args.") &&
                                 !nesting.starts_with("config.pretrained_cfg.");
    if (is_transformers) return nesting;
  }
  return "config.";
}

std::vector<PictureSize> sizes_of(const Metadata& metadata, const std::string& network) {
  std::vector<PictureSize> sizes;
  for (const std::string& key :
       {std::string("default_size"), network + "image_size",
        std::string("config.model_args.img_size"), std::string("config.pretrained_cfg.input_size"),
        std::string("open_clip.model_cfg.vision_cfg.image_size"), std::string("img_size")}) {
    if (const auto size = metadata.size(key)) sizes.push_back(*size);
  }
  return sizes;
}

// Perception Encoders count their patches as if they were those they were first trained on, which
// the name says: "vit_pe_spatial_tiny_patch16_512" counts 32 along a side.
std::optional<int> rotary_extent_of(const Metadata& metadata,
                                    const std::optional<std::string>& architecture) {
  if (const auto told = metadata.size("config.model_args.ref_feat_shape")) return told->height;
  constexpr std::string_view kPatch = "_patch";
  const std::size_t at = architecture ? architecture->find(kPatch) : std::string::npos;
  if (at == std::string::npos || !architecture->starts_with("vit_pe_")) return std::nullopt;
  int patch = 0;
  int size = 0;
  const char* end = architecture->data() + architecture->size();
  const auto read = std::from_chars(architecture->data() + at + kPatch.size(), end, patch);
  if (read.ptr == end || std::from_chars(read.ptr + 1, end, size).ec != std::errc()) {
    return std::nullopt;
  }
  if (patch < 1 || size < patch) return std::nullopt;
  return size / patch;
}

// "vit_base_patch16_reg4_gap_256" has four registers.
std::optional<int> registers_of(const std::string& architecture) {
  constexpr std::string_view kRegisters = "_reg";
  const std::size_t at = architecture.find(kRegisters);
  if (at == std::string::npos) return std::nullopt;
  int count = 0;
  const char* end = architecture.data() + architecture.size();
  std::from_chars(architecture.data() + at + kRegisters.size(), end, count);
  return count > 0 ? std::optional(count) : std::nullopt;
}

void read_counts(const Metadata& metadata, const std::string& network, Facts& facts) {
  constexpr int kMostBlocks = 512;
  constexpr int kWidest = 65536;
  facts.heads =
      metadata.count(present(metadata, {"num_heads", network + "num_attention_heads",
                                        "num_attention_heads", "config.model_args.num_heads"}),
                     kMostHeads);
  if (!facts.heads) facts.heads = heads_of_open_clip(metadata);
  constexpr int kMostRegisters = 1024;
  if (metadata.text("config.model_args.reg_tokens") != "0") {
    facts.registers = metadata.count("config.model_args.reg_tokens", kMostRegisters);
    if (!facts.registers && facts.architecture) facts.registers = registers_of(*facts.architecture);
  }
  if (facts.model_type) {
    facts.blocks = metadata.count(network + "num_hidden_layers", kMostBlocks);
    facts.width = metadata.count(network + "hidden_size", kWidest);
    if (metadata.text(network + "num_register_tokens").value_or("0") != "0") {
      facts.registers = metadata.count(network + "num_register_tokens", kMostRegisters);
    }
    for (const char* flag : {"use_gated_mlp", "use_swiglu_ffn", "use_absolute_position_embeddings",
                             "use_relative_position_bias", "use_shared_relative_position_bias"}) {
      if (metadata.text(network + flag) == "true") facts.flags.insert(flag);
    }
  }
}

}  // namespace

Facts read_facts(const io::Checkpoint& checkpoint) {
  const Metadata metadata(checkpoint);
  const std::string network = network_of(metadata);
  Facts facts;
  facts.name = metadata.text("name");
  facts.model_type =
      metadata.text(present(metadata, {network + "model_type", "config.model_type"}));
  facts.architecture = metadata.text(present(metadata, kArchitectureKeys));
  facts.tag = metadata.text("config.pretrained_cfg.tag");
  facts.pooling =
      metadata.text(present(metadata, {"config.model_args.global_pool", "config.global_pool"}));
  read_counts(metadata, network, facts);
  facts.norm_epsilon =
      metadata.positive(present(metadata, {"layer_norm_eps", network + "layer_norm_eps",
                                           "open_clip.model_cfg.vision_cfg.norm_kwargs.eps"}));
  facts.activation = activation_of(metadata, network);
  if (!facts.activation && facts.architecture) {
    facts.activation = activation_of_architecture(*facts.architecture);
  }
  facts.projects_other_than_cls = projects_other_than_cls(metadata);
  facts.open_clip_activation = activation_of_open_clip(metadata);
  facts.rotary_base = metadata.positive(network + "rope_theta");
  facts.rotary_extent = rotary_extent_of(metadata, facts.architecture);
  read_preparation(metadata, facts);
  facts.default_size = metadata.count("default_size", kLargestDefaultSize);
  facts.sizes = sizes_of(metadata, network);
  facts.labels = labels::read_labels(checkpoint);
  return facts;
}

}  // namespace vitviz::checkpoint
