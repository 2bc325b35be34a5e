// SPDX-License-Identifier: Apache-2.0
#include "cli/inspect_options.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/color_option.h"
#include "cli/help_format.h"
#include "cli/hint_options.h"
#include "cli/usage_error.h"

namespace vitviz::cli {
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
    fail_usage("no MODEL given",
               "try 'vitviz inspect model.safetensors', or 'vitviz inspect --help'");
  }
  if (models.size() > 1) {
    fail_usage("vitviz inspect takes one MODEL at a time", try_help_of(kForm));
  }
}

}  // namespace

std::variant<InspectOptions, Answer> parse_inspect_arguments(int argc, const char* const* argv) {
  InspectOptions options;
  std::vector<std::string> models;
  CLI::App app(kDescription, kForm);
  app.formatter(std::make_shared<HelpFormat>());
  app.set_help_flag();  // defined again as the last option
  app.add_option("MODEL", models, "Checkpoint of a Vision Transformer: a file, or a folder")
      ->type_name("MODEL");
  app.option_defaults()->group("Model");
  add_hint_options(app, options.hints);
  app.option_defaults()->group("Output");
  app.add_flag("--tensors", options.tensors, "List all tensors");
  app.add_flag("--json", options.json, "Print one JSON object instead of a table");
  add_color_option(app, options.color);
  app.footer(kFooter);
  app.set_help_flag("-h,--help", "Show this help");
  if (auto answer = parse_command_line(app, argc, argv)) return *std::move(answer);
  check_models(models);
  options.model = models.front();
  return options;
}

}  // namespace vitviz::cli
