// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/network_prefix.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace vitviz::checkpoint {
namespace {

constexpr std::array<std::string_view, 13> kPatchEmbeddings = {
    "patch_embed.proj.weight",
    "patch_embed.projection.weight",
    "patch_embedding.patch_embeddings.weight",
    "patch_embedding.patch_embeddings.1.weight",
    "to_patch_embedding.1.weight",
    "embeddings.patch_embeddings.projection.weight",
    "embeddings.patch_embeddings.weight",
    "embeddings.patch_embedding.weight",
    "vision_embed.proj.weight",
    "visual.conv1.weight",
    "conv_proj.weight",
    "embeds.proj.weight",
    "embedding/kernel"};

// The tower's own prefix in Hugging Face's files; heads and decoders beside it have none.
constexpr std::array<std::string_view, 11> kTowers = {"beit3.",
                                                      "vit.",
                                                      "deit.",
                                                      "dinov2.",
                                                      "beit.",
                                                      "ijepa.",
                                                      "dpt.",
                                                      "vision_model.",
                                                      "data2vec_vision.",
                                                      "dinov3_vit.",
                                                      "dinov2_with_registers."};

bool is_patch_embedding_behind(std::string_view name, std::string_view embedding) {
  if (!name.ends_with(embedding)) return false;
  const std::string_view prefix = name.substr(0, name.size() - embedding.size());
  return prefix.empty() || prefix.back() == '.' || prefix.back() == '/';  // whole words
}

// "net.vit." → "net.": a tower's prefix is no wrapper, the classifier beside the tower has none.
std::string before_tower(std::string prefix) {
  for (const std::string_view tower : kTowers) {
    if (prefix.ends_with(tower)) return prefix.substr(0, prefix.size() - tower.size());
  }
  return prefix;
}

// What stands before the patch embeddings of the models in this set: "model.", "net/encoder.", ….
std::set<std::string> prefixes_of_models(const TensorSet& set) {
  std::set<std::string> prefixes;
  for (const auto& [name, tensor] : set.tensors) {
    for (const std::string_view embedding : kPatchEmbeddings) {
      if (!is_patch_embedding_behind(name, embedding)) continue;
      prefixes.insert(before_tower(name.substr(0, name.size() - embedding.size())));
    }
  }
  return prefixes;
}

bool any_starts_with(const TensorSet& set, std::string_view prefix) {
  const auto found = set.tensors.lower_bound(prefix);
  return found != set.tensors.end() && found->first.starts_with(prefix);
}

// Removes the tower's prefix; what lies beside it keeps its name, where the tower has none such.
void remove_prefix(std::string_view tower, TensorSet& set) {
  set.outside.clear();
  set.set_aside([&](const std::string& name) {
    return !name.starts_with(tower) && set.has(std::string(tower) + name);
  });
  for (const auto& [name, tensor] : set.tensors) {
    if (!name.starts_with(tower)) set.outside.insert(name);
  }
  set.rename([&](const std::string& name) {
    return name.starts_with(tower) ? name.substr(tower.size()) : name;
  });
}

void separate(std::string_view tower, TensorSet& set) {
  const std::string embeddings = std::string(tower) + "embeddings.";
  const bool of_library = any_starts_with(set, embeddings) || tower == "beit3.";
  if (!of_library && has_patch_embedding(set, tower)) {
    set.keep(tower);
  } else {
    remove_prefix(tower, set);
  }
}

}  // namespace

bool has_patch_embedding(const TensorSet& tensors, std::string_view prefix) {
  return std::any_of(tensors.tensors.lower_bound(prefix), tensors.tensors.end(),
                     [&](const auto& tensor) {
                       const std::string_view name = tensor.first;
                       return name.starts_with(prefix) &&
                              std::any_of(kPatchEmbeddings.begin(), kPatchEmbeddings.end(),
                                          [&](std::string_view embedding) {
                                            return is_patch_embedding_behind(name, embedding);
                                          });
                     });
}

std::string prefix_of_network(const TensorSet& tensors) {
  const std::set<std::string> prefixes = prefixes_of_models(tensors);
  return prefixes.size() == 1 ? *prefixes.begin() : "";
}

void separate_towers(TensorSet& tensors) {
  for (const std::string_view tower : kTowers) {
    if (any_starts_with(tensors, tower)) separate(tower, tensors);
  }
}

void unwrap_unknown(TensorSet& tensors) {
  const std::string prefix = prefix_of_network(tensors);
  if (prefix.empty()) return;
  tensors.keep(prefix);
  separate_towers(tensors);
}

}  // namespace vitviz::checkpoint
