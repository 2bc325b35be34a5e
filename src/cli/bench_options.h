// SPDX-License-Identifier: Apache-2.0
// The command line of `vitviz bench [OPTIONS]`.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>

#include "cli/command_line.h"
#include "cli/options.h"

namespace vitviz::cli {

struct BenchOptions {
  // A checkpoint, or an architecture with random weights; the model built in when both are empty.
  std::optional<std::filesystem::path> model;
  std::optional<std::string> architecture;
  checkpoint::Hints hints;
  PrecisionChoice precision = PrecisionChoice::kF32;
  std::optional<image::InputSize> size;  // never native; what suits the model when empty
  std::optional<int> threads;            // all processors when empty
  int repeat = 10;
  bool json = false;
  screen::ColorWhen color = screen::ColorWhen::kAuto;
};

// argv[0] is "bench". Throws Error(kArgument).
[[nodiscard]] std::variant<BenchOptions, Answer> parse_bench_arguments(int argc,
                                                                       const char* const* argv);

}  // namespace vitviz::cli
