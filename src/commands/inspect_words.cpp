// SPDX-License-Identifier: Apache-2.0
#include "commands/inspect_words.h"

#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace vitviz::commands {
namespace {

std::string tokens_in_words(model::PrefixToken kind, int count) {
  constexpr std::array kWords = {
      base::Named{"CLS", model::PrefixToken::kCls},
      base::Named{"distillation", model::PrefixToken::kDistillation},
      base::Named{"register", model::PrefixToken::kRegister},
  };
  const std::string_view word = base::name_of(kWords, kind);
  if (count == 1) return std::string(word);
  const bool plural = kind == model::PrefixToken::kRegister;
  return fmt::format("{} {}{}", count, word, plural ? "s" : "");
}

std::string_view filter_in_words(nn::GridFilter filter) {
  constexpr std::array kWords = {
      base::Named{"bicubic and antialiased, as timm does", nn::GridFilter::kBicubicAntialiased},
      base::Named{"bicubic, as transformers does", nn::GridFilter::kBicubic},
      base::Named{"bicubic with DINO's offset of 0.1", nn::GridFilter::kBicubicOffset},
      base::Named{"bicubic with aligned corners, as torchvision does",
                  nn::GridFilter::kBicubicCorners},
      base::Named{"bilinear, as in JAX", nn::GridFilter::kBilinear},
      base::Named{"bilinear and antialiased, as SigLIP 2 does",
                  nn::GridFilter::kBilinearAntialiased},
  };
  return base::name_of(kWords, filter);
}

}  // namespace

std::string prefix_in_words(const model::Blueprint& blueprint) {
  std::string words;
  const auto& prefix = blueprint.prefix;
  for (std::size_t i = 0; i < prefix.size();) {
    std::size_t end = i;
    while (end < prefix.size() && prefix[end] == prefix[i]) ++end;
    words += (i == 0 ? "" : ", ") + tokens_in_words(prefix[i], static_cast<int>(end - i));
    i = end;
  }
  return words.empty() ? "none" : words;
}

std::string positions_in_words(const model::Blueprint& blueprint) {
  if (!blueprint.positions.empty()) return blueprint.positions;
  if (blueprint.trained_grid.count() == 0) return "no table";
  return fmt::format("a table, resampled {}", filter_in_words(blueprint.position_filter));
}

std::string activation_in_words(const checkpoint::Inspection& inspection) {
  constexpr std::array kWords = {
      base::Named{"exact GELU", nn::Activation::kGelu},
      base::Named{"GELU by tanh", nn::Activation::kGeluTanh},
      base::Named{"QuickGELU", nn::Activation::kQuickGelu},
      base::Named{"SiLU", nn::Activation::kSilu},
  };
  if (!inspection.gated_mlp)
    return std::string(base::name_of(kWords, inspection.blueprint.activation));
  const nn::Activation gate = inspection.blueprint.gate_activation;
  return gate == nn::Activation::kSilu ? "SwiGLU"
                                       : fmt::format("{}, gated", base::name_of(kWords, gate));
}

std::string map_in_words(const checkpoint::Inspection& inspection) {
  if (inspection.pooling_attention) return "the attention of the pooling head";
  if (inspection.blueprint.observed() == model::Observed::kCls) return "the attention of CLS";
  return "the mean attention that patches receive, as there is no CLS";
}

std::map<std::string, int> ignored_groups(const checkpoint::Inspection& inspection) {
  const std::string& wrapper = inspection.wrapper;
  const std::string dictionary = wrapper.substr(0, wrapper.rfind('/') + 1);
  std::map<std::string, int> groups;
  for (const checkpoint::InspectedTensor& tensor : inspection.tensors) {
    if (tensor.used) continue;
    const bool beside = tensor.name.compare(0, dictionary.size(), dictionary) == 0;
    const std::size_t end = tensor.name.find_first_of("./", beside ? dictionary.size() : 0);
    ++groups[tensor.name.substr(0, end)];
  }
  return groups;
}

}  // namespace vitviz::commands
