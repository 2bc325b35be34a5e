// SPDX-License-Identifier: Apache-2.0
// The command line of `vitviz inspect [OPTIONS] MODEL`.
#pragma once

#include <filesystem>
#include <variant>

#include "checkpoint/hints.h"
#include "options/option_form.h"
#include "screen/terminal.h"

namespace vitviz::commands {

struct InspectOptions {
  std::filesystem::path model;
  checkpoint::Hints hints;
  bool tensors = false;  // list them all
  bool json = false;
  screen::ColorWhen color = screen::ColorWhen::kAuto;
};

// argv[0] is "inspect". Throws UsageError.
[[nodiscard]] std::variant<InspectOptions, options::Answer> parse_inspect_arguments(
    int argc, const char* const* argv);

}  // namespace vitviz::commands
