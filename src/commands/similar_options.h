// SPDX-License-Identifier: Apache-2.0
// The command line of `vitviz similar [OPTIONS] QUERY FOLDER...`.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <variant>
#include <vector>

#include "analysis/question.h"
#include "base/atomic_file.h"
#include "inputs/choice.h"
#include "model/request.h"
#include "options/model_options.h"
#include "options/option_form.h"
#include "screen/terminal.h"

namespace vitviz::commands {

struct SimilarOptions {
  std::filesystem::path query;
  inputs::InputChoice inputs;  // what it is compared with
  options::ModelChoice model;
  std::optional<int> threads;         // all processors when empty
  std::optional<std::size_t> memory;  // half of the machine's when empty
  analysis::Question question;
  int block = -1;  // −1 is the last
  model::TokenState state = model::TokenState::kNormed;

  int count = 10;
  bool use_cache = true;
  bool json = false;
  std::optional<std::filesystem::path> out;  // a contact sheet
  base::Overwrite overwrite = base::Overwrite::kNever;
  bool quiet = false;  // no progress bar, notes or summary
  screen::ColorWhen color = screen::ColorWhen::kAuto;
};

// argv[0] is "similar". Throws UsageError.
[[nodiscard]] std::variant<SimilarOptions, options::Answer> parse_similar_arguments(
    int argc, const char* const* argv);

}  // namespace vitviz::commands
