// SPDX-License-Identifier: Apache-2.0
// The command line of `vitviz inspect [OPTIONS] MODEL`.
#pragma once

#include <filesystem>
#include <variant>

#include "checkpoint/hints.h"
#include "cli/command_line.h"
#include "screen/terminal.h"

namespace vitviz::cli {

struct InspectOptions {
  std::filesystem::path model;
  checkpoint::Hints hints;
  bool tensors = false;  // list them all
  bool json = false;
  screen::ColorWhen color = screen::ColorWhen::kAuto;
};

// argv[0] is "inspect". Throws Error(kArgument).
[[nodiscard]] std::variant<InspectOptions, Answer> parse_inspect_arguments(int argc,
                                                                           const char* const* argv);

}  // namespace vitviz::cli
