// SPDX-License-Identifier: Apache-2.0
#include "commands/inspect_options.h"

#include <string>
#include <utility>
#include <vector>

#include "options/color_option.h"
#include "options/model_options.h"

namespace vitviz::commands {
namespace {

constexpr const char* kForm = "vitviz inspect";
constexpr const char* kDescription =
    "vitviz inspect shows what a checkpoint holds and how vitviz reads it. The numbers in it are\n"
    "not read, so that it answers at once.";
constexpr const char* kFooter = R"(Examples:
  vitviz inspect dino_deitsmall8_pretrain.pth  family, sizes, positions, preparation of photos
  vitviz inspect --tensors model.safetensors   and every tensor
  vitviz inspect --json model.safetensors      all of it for a script

Exit codes:
  0 the checkpoint can be used, 2 wrong usage, 4 it does not fit,
  5 standard output could not be written, 70 a bug in vitviz)";

void check_models(const std::vector<std::string>& models) {
  if (models.empty() || models.front().empty()) {
    options::fail_usage("no MODEL given",
                        "try 'vitviz inspect model.safetensors', or 'vitviz inspect --help'");
  }
  if (models.size() > 1) {
    options::fail_usage("vitviz inspect takes one MODEL at a time", options::try_help_of(kForm));
  }
}

}  // namespace

std::variant<InspectOptions, options::Answer> parse_inspect_arguments(int argc,
                                                                      const char* const* argv) {
  InspectOptions inspect;
  std::vector<std::string> models;
  options::OptionForm form({.name = kForm, .description = kDescription, .footer = kFooter});
  form.add_arguments({.name = "MODEL",
                      .type = "MODEL",
                      .help = "Checkpoint of a Vision Transformer: a file, or a folder"},
                     models);
  form.begin_group("Model");
  options::add_hint_options(form, inspect.hints);
  form.begin_group("Output");
  form.add_flag("--tensors", "List all tensors", inspect.tensors);
  form.add_flag("--json", "Print one JSON object instead of a table", inspect.json);
  options::add_color_option(form, inspect.color);
  if (auto answer = form.read(argc, argv)) return *std::move(answer);
  check_models(models);
  inspect.model = models.front();
  return inspect;
}

}  // namespace vitviz::commands
