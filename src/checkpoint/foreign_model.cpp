// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/foreign_model.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "checkpoint/foreign_signs.h"
#include "checkpoint/misfit.h"
#include "checkpoint/network_prefix.h"
#include "io/model_error.h"
#include "io/name_part.h"

namespace vitviz::checkpoint {
namespace {

using Names = std::vector<std::string_view>;

constexpr const char* kNameTheWeights = "name the file of the weights, usually beside it";

Names names_of(const TensorSet& tensors) {
  Names names;
  for (const auto& [name, stored] : tensors.tensors) names.push_back(name);
  return names;
}

bool is_in_network(const TensorSet& tensors, const std::string& prefix, std::string_view name) {
  return name.starts_with(prefix) && tensors.outside.count(name) == 0;
}

bool widens(const io::Shape& shape) { return shape.size() == 2 && shape[0] > shape[1]; }

template <typename Signs>
const ForeignKind* find_kind(const Signs& signs, const TensorSet& tensors) {
  const std::string prefix = prefix_of_network(tensors);
  for (const ForeignSign& sign : signs) {
    const bool found =
        std::any_of(tensors.tensors.begin(), tensors.tensors.end(), [&](const auto& tensor) {
          const auto& [name, stored] = tensor;
          if (!io::has_part(name, sign.part)) return false;
          if (sign.of == SignOf::kWideningNetwork && !widens(stored.shape)) return false;
          return sign.of == SignOf::kFile || is_in_network(tensors, prefix, name);
        });
    if (found) return &sign.kind;
  }
  return nullptr;
}

// Whether something may take in a picture patch by patch.
bool may_have_patches(const Names& names) {
  constexpr std::array<std::string_view, 4> kWords = {"patch_embed", "visual", "vision",
                                                      "conv_proj"};
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
      return name.find(word) != std::string_view::npos;
    });
  });
}

// What optimizers of PyTorch and timm keep: "state/0/exp_avg", "optimizer/param_groups/0/step".
bool is_of_optimizer(std::string_view name) {
  constexpr std::array<std::string_view, 5> kParts = {"state.#", "param_groups", "exp_avg",
                                                      "exp_avg_sq", "momentum_buffer"};
  return std::any_of(kParts.begin(), kParts.end(),
                     [&](std::string_view part) { return io::has_part(name, part); });
}

// "linear.weight", "fc.bias", or "weight" itself: the layer a linear probe trains.
bool is_of_classifier(std::string_view name) {
  constexpr std::array<std::string_view, 5> kLayers = {"", "linear.", "fc.", "head.",
                                                       "classifier."};
  return std::any_of(kLayers.begin(), kLayers.end(), [&](std::string_view layer) {
    if (!name.starts_with(layer)) return false;
    const std::string_view parameter = name.substr(layer.size());
    return parameter == "weight" || parameter == "bias";
  });
}

[[noreturn]] void refuse(const TensorSet& tensors, std::string_view what, std::string_view hint) {
  io::fail_model(tensors.name, fmt::format("holds {}", what), std::string(hint));
}

// Files of a training that hold something else than the network.
void refuse_part_of_training(const TensorSet& tensors, const Names& names) {
  if (names.empty()) refuse(tensors, "no tensors", kNameTheWeights);
  if (std::all_of(names.begin(), names.end(), is_of_optimizer)) {
    refuse(tensors, "the state of an optimizer, and no weights", kNameTheWeights);
  }
  if (std::all_of(names.begin(), names.end(), is_of_classifier)) {
    refuse(
        tensors,
        fmt::format("a classifier ({}) without the network below it", io::in_quotes(names.back())),
        tensors.other_branch.empty() ? "name the file of the network that it was trained on"
                                     : misfit_hint(tensors, Misfit::kOther));
  }
}

}  // namespace

void refuse_foreign_model(const TensorSet& tensors) {
  const Names names = names_of(tensors);
  refuse_part_of_training(tensors, names);
  const ForeignKind* kind = find_kind(kForeignSigns, tensors);
  if (kind == nullptr && !may_have_patches(names)) {
    kind = find_kind(kForeignSignsWithoutPatches, tensors);
  }
  if (kind != nullptr) refuse(tensors, kind->what, kind->hint);
}

}  // namespace vitviz::checkpoint
