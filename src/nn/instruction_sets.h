// SPDX-License-Identifier: Apache-2.0
// The instruction sets that our own functions (all but oneDNN's products) are compiled for; the
// best of those that the processor has is taken.
#pragma once

#include <string_view>
#include <vector>

namespace vitviz::nn {

struct InstructionSet {
  std::string_view name;  // Highway's: "AVX3" is AVX-512
  bool is_here = false;   // this processor has it
};

// The best first.
[[nodiscard]] std::vector<InstructionSet> instruction_sets();

}  // namespace vitviz::nn
