// SPDX-License-Identifier: Apache-2.0
// The properties of a model in words.
#pragma once

#include <array>
#include <map>
#include <string>

#include "base/named.h"
#include "checkpoint/inspect.h"

namespace vitviz::commands {

// Words of the JSON object.
inline constexpr std::array kContainers = {
    base::Named{"safetensors", io::Container::kSafetensors},
    base::Named{"pytorch", io::Container::kPyTorch},
    base::Named{"torchscript", io::Container::kTorchScript},
    base::Named{"npz", io::Container::kNpz},
    base::Named{"gguf", io::Container::kGguf},
};
inline constexpr std::array kPrefixTokens = {
    base::Named{"cls", model::PrefixToken::kCls},
    base::Named{"distillation", model::PrefixToken::kDistillation},
    base::Named{"register", model::PrefixToken::kRegister},
};
inline constexpr std::array kActivations = {
    base::Named{"gelu", nn::Activation::kGelu},
    base::Named{"gelu_tanh", nn::Activation::kGeluTanh},
    base::Named{"quick_gelu", nn::Activation::kQuickGelu},
    base::Named{"silu", nn::Activation::kSilu},
};

// "CLS, 4 registers", in the order of the tokens; "none".
[[nodiscard]] std::string prefix_in_words(const model::Blueprint& blueprint);

// How the positions of patches reach the network, and how they are brought to another grid.
[[nodiscard]] std::string positions_in_words(const model::Blueprint& blueprint);

// "exact GELU"
[[nodiscard]] std::string activation_in_words(const checkpoint::Inspection& inspection);

// What vitviz draws by default.
[[nodiscard]] std::string map_in_words(const checkpoint::Inspection& inspection);

// The first parts of the ignored names and how many tensors have each, as in {"optimizer": 300,
// "student": 150, "teacher/head": 2} beside a model in the dictionary "teacher".
[[nodiscard]] std::map<std::string, int> ignored_groups(const checkpoint::Inspection& inspection);

}  // namespace vitviz::commands
