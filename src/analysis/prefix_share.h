// SPDX-License-Identifier: Apache-2.0
// How much of its attention a query gives to what is no patch: no map shows it.
#pragma once

#include <optional>
#include <span>

#include "model/blueprint.h"
#include "tensor/shapes.h"

namespace vitviz::analysis {

// Shares from 0 to 1, added up over the tokens of a kind; nothing where a model has none of them.
struct PrefixShare {
  std::optional<double> cls;
  std::optional<double> distillation;
  std::optional<double> registers;

  friend bool operator==(const PrefixShare&, const PrefixShare&) = default;
};

// The mean over the heads of `rows` [H, T].
[[nodiscard]] PrefixShare prefix_share(tensor::ConstMatrixRef rows,
                                       std::span<const model::PrefixToken> prefix);

}  // namespace vitviz::analysis
