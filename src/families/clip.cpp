// SPDX-License-Identifier: Apache-2.0
// The vision tower of CLIP (Radford et al., 2021) as OpenAI released it (TorchScript, QuickGELU)
// and as OpenCLIP writes it (exact GELU): a LayerNorm before the first block, no bias in the patch
// embedding. The text tower beside it is ignored.
//
// References: openai/CLIP, clip/model.py; mlfoundations/open_clip, transformer.py.
#include <cstddef>
#include <functional>
#include <string>

#include "families/families.h"
#include "families/in_proj.h"
#include "families/timm_names.h"

namespace vitviz::families {
namespace {

constexpr Names kNames = {
    .cls = "visual.class_embedding",
    .positions = "visual.positional_embedding",
    .patch_embedding = "visual.conv1",
    .norm_pre = "visual.ln_pre",
    .block = "visual.transformer.resblocks.{}.",
    .in_block = {.norm1 = "ln_1",
                 .qkv = "attn.in_proj",
                 .projection = "attn.out_proj",
                 .scale1 = "ls_1.gamma",
                 .norm2 = "ln_2",
                 .fc1 = "mlp.c_fc",
                 .fc2 = "mlp.c_proj",
                 .scale2 = "ls_2.gamma"},
    .norm = "visual.ln_post",
    .transposed_projection = "visual.proj",
};

Family clip_like(std::string_view name) {
  Family f;
  f.name = name;
  f.names = kNames;
  f.recognised_by = "visual.class_embedding";
  f.norm_epsilon = 1e-5F;
  f.mean = kClipMean;
  f.std = kClipStd;
  f.heads_of_width = usual_heads;
  f.ignored = {"visual.proj",
               "transformer.",
               "token_embedding.",
               "positional_embedding",
               "ln_final.",
               "text_projection",
               "logit_scale",
               "logit_bias",
               "input_resolution",
               "context_length",
               "vocab_size",
               "attn_mask",
               "text."};
  f.prepare = rename_in_proj;
  f.patches_may_lack_bias = true;
  return f;
}

// OpenAI's files, and state dictionaries taken from them, carry this number.
bool is_released_by_openai(const checkpoint::TensorSet& tensors) {
  return tensors.container == io::Container::kTorchScript || tensors.has("input_resolution");
}

// As clip.model.convert_weights() leaves it.
bool is_half_in_part(const checkpoint::TensorSet& tensors) {
  const auto is_of = [&](const char* name, tensor::ElementType type) {
    const auto found = tensors.tensors.find(name);
    return found != tensors.tensors.end() && found->second.type == type;
  };
  return is_of("visual.conv1.weight", tensor::ElementType::kF16) &&
         is_of("visual.ln_pre.weight", tensor::ElementType::kF32);
}

// A block of OpenAI's model begins with the attention, one of OpenCLIP's with its LayerNorm, and
// torch.save() keeps module order in the file.
bool is_attention_first(const checkpoint::TensorSet& tensors) {
  const auto place_of = [&](const char* layer) -> const std::byte* {
    const auto found =
        tensors.tensors.find("visual.transformer.resblocks.0." + std::string(layer) + ".weight");
    return found == tensors.tensors.end() ? nullptr : found->second.bytes.read().data();
  };
  const std::byte* attention = place_of("attn.out_proj");
  const std::byte* norm = place_of("ln_1");
  return attention != nullptr && norm != nullptr && std::less<>()(attention, norm);
}

// What clip.load() makes has lost the number.
bool is_saved_from_openai_model(const checkpoint::TensorSet& tensors) {
  const std::string dictionary = tensors.dictionary();
  return tensors.container == io::Container::kPyTorch &&
         (dictionary.empty() || dictionary == "model/") &&
         (is_half_in_part(tensors) || is_attention_first(tensors));
}

bool is_clip(const checkpoint::TensorSet& tensors) { return tensors.has("visual.class_embedding"); }

}  // namespace

const Family& openai_clip() {
  static const Family family = [] {
    Family f = clip_like("CLIP");
    f.activation = nn::Activation::kQuickGelu;
    f.position_filter = nn::GridFilter::kBicubic;
    f.heads_of_width = [](int width) { return width % 64 == 0 ? width / 64 : 0; };
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts) {
      if (!is_clip(tensors)) return false;
      return is_released_by_openai(tensors) ||
             (!facts.open_clip_activation && is_saved_from_openai_model(tensors));
    };
    f.describe_more = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&,
                         model::Blueprint& blueprint) {
      if (is_released_by_openai(tensors)) return;
      blueprint.assumptions.emplace_back(
          "QuickGELU, as in OpenAI's CLIP, whose order its tensors have");
    };
    return f;
  }();
  return family;
}

const Family& open_clip() {
  static const Family family = [] {
    Family f = clip_like("OpenCLIP");
    f.described_by_open_clip = true;
    f.activation_is_known = false;
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return is_clip(tensors);
    };
    return f;
  }();
  return family;
}

// timm's models pretrained by CLIP: timm's names with the LayerNorm before the first block. Whether
// they were trained with QuickGELU is said by the architecture's name in config.json alone.
const Family& timm_clip() {
  static const Family family = [] {
    Family f = clip_like("CLIP (timm)");
    f.names = kTimmNames;
    f.recognised_by = "norm_pre.weight";
    f.activation_is_known = false;
    f.ignored = {"head.", "fc_norm."};
    f.prepare = nullptr;
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("norm_pre.weight") && tensors.has("blocks.0.attn.qkv.weight");
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
