// SPDX-License-Identifier: Apache-2.0
// Which model, and what a checkpoint does not say about it.
#pragma once

#include <filesystem>
#include <optional>

#include "checkpoint/hints.h"
#include "nn/precision.h"
#include "options/option_form.h"

namespace vitviz::options {

struct ModelChoice {
  std::optional<std::filesystem::path> file;  // a checkpoint; the built-in model when empty
  checkpoint::Hints hints;
  nn::PrecisionChoice precision = nn::PrecisionChoice::kF32;
};

// What the options fill in must outlive the form; it holds their defaults.
void add_model_file_option(OptionForm& form, const std::string& help, ModelChoice& model);
void add_hint_options(OptionForm& form, checkpoint::Hints& hints);
void add_precision_option(OptionForm& form, nn::PrecisionChoice& precision);

// `more` continues the help: "; the results are always the same".
void add_threads_option(OptionForm& form, const std::string& more, std::optional<int>& threads);
void add_memory_option(OptionForm& form, std::optional<std::size_t>& memory);

// All of these but the file, for commands that read photos.
void add_loading_options(OptionForm& form, ModelChoice& model, std::optional<int>& threads,
                         std::optional<std::size_t>& memory);

}  // namespace vitviz::options
