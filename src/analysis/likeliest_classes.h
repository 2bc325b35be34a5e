// SPDX-License-Identifier: Apache-2.0
// What a classifier says, as people read it.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace vitviz::analysis {

// One of the classes that the model's classifier finds likeliest.
struct RankedClass {
  int index = 0;
  std::string label;  // empty where nobody names the classes
  double probability = 0;
};

// The classes of the largest logits, `most` at most, likeliest first (of equal ones the first),
// with their softmax over all. `labels` is empty or as long as `logits`.
[[nodiscard]] std::vector<RankedClass> likeliest_classes(std::span<const float> logits,
                                                         const std::vector<std::string>& labels,
                                                         int most = 5);

}  // namespace vitviz::analysis
