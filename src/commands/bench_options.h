// SPDX-License-Identifier: Apache-2.0
// The command line of `vitviz bench [OPTIONS]`.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "image/geometry.h"
#include "options/model_options.h"
#include "screen/terminal.h"

namespace vitviz::commands {

struct BenchOptions {
  // A checkpoint, or an architecture with random weights; the model built in when neither is given.
  options::ModelChoice model;
  std::optional<std::string> architecture;
  std::optional<image::InputSize> size;  // never native; what suits the model when empty
  std::optional<int> threads;            // all processors when empty
  int repeat = 10;
  bool json = false;
  screen::ColorWhen color = screen::ColorWhen::kAuto;
};

// argv[0] is "bench". Throws UsageError.
[[nodiscard]] std::variant<BenchOptions, options::Answer> parse_bench_arguments(
    int argc, const char* const* argv);

}  // namespace vitviz::commands
