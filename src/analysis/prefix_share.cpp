// SPDX-License-Identifier: Apache-2.0
#include "analysis/prefix_share.h"

#include <cstddef>

namespace vitviz::analysis {
namespace {

std::optional<double>& share_of(PrefixShare& share, model::PrefixToken token) {
  switch (token) {
    case model::PrefixToken::kCls:
      return share.cls;
    case model::PrefixToken::kDistillation:
      return share.distillation;
    case model::PrefixToken::kRegister:
      break;
  }
  return share.registers;
}

}  // namespace

PrefixShare prefix_share(tensor::ConstMatrixRef rows, std::span<const model::PrefixToken> prefix) {
  PrefixShare share;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    std::optional<double>& sum = share_of(share, prefix[i]);
    sum = sum.value_or(0) + rows.col(static_cast<Eigen::Index>(i)).cast<double>().mean();
  }
  return share;
}

}  // namespace vitviz::analysis
