// SPDX-License-Identifier: Apache-2.0
#include "options/model_options.h"

#include <array>

#include "options/option_values.h"

namespace vitviz::options {
namespace {

constexpr std::array kBranches = {
    base::Named{"teacher", checkpoint::Branch::kTeacher},
    base::Named{"student", checkpoint::Branch::kStudent},
};
constexpr std::array kPrecisionChoices = {
    base::Named{"auto", nn::PrecisionChoice::kAuto},
    base::Named{"f32", nn::PrecisionChoice::kF32},
    base::Named{"bf16", nn::PrecisionChoice::kBf16},
};

}  // namespace

void add_model_file_option(OptionForm& form, const std::string& help, ModelChoice& model) {
  form.add_value({.names = "-m,--model",
                  .type = "FILE",
                  .allowed = "the name of a file",
                  .help = help,
                  .normally = "the built-in model"},
                 parse_path, model.file);
}

void add_hint_options(OptionForm& form, checkpoint::Hints& hints) {
  form.add_value({.names = "--heads",
                  .type = "N",
                  .allowed = "a whole number, at least 1",
                  .help = "Attention heads, where the checkpoint does not say",
                  .normally = ""},
                 parse_count, hints.heads);
  form.add_value({.names = "--mean",
                  .type = "R,G,B",
                  .allowed = "one number or three, as in 0.5 or 0.485,0.456,0.406",
                  .help = "Mean colour the model was trained with, where the checkpoint does not "
                          "say: {}",
                  .normally = ""},
                 parse_means, hints.mean);
  form.add_value({.names = "--std",
                  .type = "R,G,B",
                  .allowed = "one number or three, above 0",
                  .help = "Standard deviation, likewise: {}",
                  .normally = ""},
                 parse_deviations, hints.std);
  form.add_value({.names = "--grid",
                  .type = "ROWSxCOLS",
                  .allowed = "rows and columns, as in 16x8",
                  .help = "Patches of the photos the model was trained on, likewise: {}",
                  .normally = ""},
                 parse_grid, hints.grid);
  form.add_value({.names = "--ignore",
                  .type = "PATTERN",
                  .allowed = "names with * for any letters, and commas between several",
                  .help = "Tensors that have no part in the network: {}",
                  .normally = ""},
                 parse_patterns, hints.ignore);
  form.add_value({.names = "--branch",
                  .type = "WHICH",
                  .allowed = base::names_in(kBranches),
                  .help = "Which model of a training checkpoint that holds two: {}",
                  .normally = "teacher, of MoCo-v3 the student"},
                 by_name(kBranches), hints.branch);
}

void add_precision_option(OptionForm& form, nn::PrecisionChoice& precision) {
  form.add_value(
      {.names = "--precision",
       .type = "WHICH",
       .allowed = base::names_in(kPrecisionChoices),
       .help =
           "How products are computed: f32 has at least four correct digits; bf16 two, and takes "
           "half the memory; auto is the faster of the two on this processor",
       .normally = std::string(base::name_of(kPrecisionChoices, precision))},
      by_name(kPrecisionChoices), precision);
}

void add_threads_option(OptionForm& form, const std::string& more, std::optional<int>& threads) {
  form.add_value({.names = "-t,--threads",
                  .type = "N",
                  .allowed = fmt::format("1 to {}", kMaxThreads),
                  .help = "Threads to compute with, {}" + more,
                  .normally = "all processors"},
                 parse_threads, threads);
}

void add_memory_option(OptionForm& form, std::optional<std::size_t>& memory) {
  form.add_value({.names = "--memory",
                  .type = "SIZE",
                  .allowed = "a number with M or G, as in 800M or 2.5G",
                  .help = "Memory for the photos that are read and drawn at once: {}. Fewer at "
                          "once where they are large; one that needs more is left out",
                  .normally = "half of what the machine or its container has"},
                 parse_memory, memory);
}

void add_loading_options(OptionForm& form, ModelChoice& model, std::optional<int>& threads,
                         std::optional<std::size_t>& memory) {
  add_hint_options(form, model.hints);
  add_precision_option(form, model.precision);
  add_threads_option(form, "; the results are always the same", threads);
  add_memory_option(form, memory);
}

}  // namespace vitviz::options
