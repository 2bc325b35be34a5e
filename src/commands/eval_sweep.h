// SPDX-License-Identifier: Apache-2.0
// `--sweep NAME=VALUES`: the same data set at several settings of one option.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/setting.h"

namespace vitviz::commands {

// An option whose values can be compared.
struct Sweepable {
  std::string_view name;  // as the option's, without hyphens
  bool is_of_rule;        // a number of the mask's rule: one forward pass serves all values
  bool is_ordered;        // values that are numbers lie on a curve
  // Whether the text is a value of the option, which `setting` then has.
  bool (*apply)(std::string_view value, scoring::Setting& setting);
};

struct SweepChoice {
  const Sweepable* option = nullptr;
  std::vector<std::string> values;  // at least one, each once; texts that its option takes
};

// No more settings than anybody would wait for.
inline constexpr int kMostSettings = 100;

// "keep, threshold, block, head or size"
[[nodiscard]] std::string sweepable_names();

// "keep=0.3:0.9:0.1", from the first to the last by steps, or "head=mean,0,1". Nothing for any
// other text, and for more than kMostSettings.
[[nodiscard]] std::optional<SweepChoice> parse_sweep(std::string_view text);

}  // namespace vitviz::commands
