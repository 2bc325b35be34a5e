// SPDX-License-Identifier: Apache-2.0
// The command line of `vitviz embed [OPTIONS] INPUT...`.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analysis/question.h"
#include "base/atomic_file.h"
#include "features/readout.h"
#include "inputs/choice.h"
#include "options/model_options.h"
#include "options/option_form.h"
#include "screen/terminal.h"

namespace vitviz::commands {

struct EmbedOptions {
  inputs::InputChoice inputs;
  options::ModelChoice model;
  std::optional<int> threads;         // all processors when empty
  std::optional<std::size_t> memory;  // half of the machine's when empty
  analysis::Question question;
  features::FeatureChoice features;

  std::filesystem::path out = "features.npy";
  base::Overwrite overwrite = base::Overwrite::kNever;
  bool resume = false;  // goes on with what a run that was broken off has left
  std::map<std::string, std::string> decisive;  // the options on which features depend
  bool quiet = false;                           // no progress bar, notes or summary
  screen::ColorWhen color = screen::ColorWhen::kAuto;
};

// argv[0] is "embed". Throws UsageError.
[[nodiscard]] std::variant<EmbedOptions, options::Answer> parse_embed_arguments(
    int argc, const char* const* argv);

}  // namespace vitviz::commands
