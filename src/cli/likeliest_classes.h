// SPDX-License-Identifier: Apache-2.0
// What a classifier says, as people read it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/draw.h"

namespace vitviz::cli {

// The five classes of the largest logits, likeliest first (of equal ones the first), with their
// softmax over all. `labels` is empty or as long as `logits`.
[[nodiscard]] std::vector<RankedClass> likeliest_classes(std::span<const float> logits,
                                                         const std::vector<std::string>& labels);

}  // namespace vitviz::cli
