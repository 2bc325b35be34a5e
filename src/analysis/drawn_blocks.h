// SPDX-License-Identifier: Apache-2.0
// The blocks whose tokens and features stand for what is drawn.
#pragma once

#include <vector>

#include "analysis/network_output.h"

namespace vitviz::analysis {

// Counted from 0, ascending. Of a pooling head it is the last one: the head looks at what that
// left.
[[nodiscard]] inline std::vector<int> drawn_blocks(const Inquiry& inquiry) {
  if (inquiry.selection.is_pooling_head()) return {inquiry.model.blueprint().blocks - 1};
  return inquiry.selection.blocks();
}

}  // namespace vitviz::analysis
