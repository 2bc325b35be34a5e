// SPDX-License-Identifier: Apache-2.0
// The command line of `vitviz models [OPTIONS] [list | get NAME]`.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "options/option_form.h"
#include "screen/terminal.h"

namespace vitviz::commands {

struct ModelsOptions {
  std::optional<std::string> get;     // the name of the model to fetch; the list when not given
  std::optional<std::string> sha256;  // 64 digits in lower case
  std::optional<std::string> url;     // instead of the catalogue's
  bool accept_licence = false;
  bool force = false;
  bool json = false;
  bool quiet = false;
  screen::ColorWhen color = screen::ColorWhen::kAuto;
};

// argv[0] is "models". Throws UsageError.
[[nodiscard]] std::variant<ModelsOptions, options::Answer> parse_models_arguments(
    int argc, const char* const* argv);

}  // namespace vitviz::commands
