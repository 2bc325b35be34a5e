// SPDX-License-Identifier: Apache-2.0
#include "cli/bench_options.h"

#include <memory>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/color_option.h"
#include "cli/help_format.h"
#include "cli/hint_options.h"
#include "cli/option_values.h"
#include "cli/precision_option.h"
#include "cli/usage_error.h"
#include "cli/value_option.h"
#include "model/random_model.h"

namespace vitviz::cli {
namespace {

constexpr const char* kForm = "vitviz bench";
constexpr const char* kDescription =
    "vitviz bench measures a forward pass that captures the attention of every block, as it is\n"
    "needed to draw it: after a warm-up, on noise instead of a photo.";
constexpr const char* kFooter = R"(Examples:
  vitviz bench                                          the model built in
  vitviz bench --arch vit_small_patch8 --size 480       an architecture, without any file
  vitviz bench -m dino-s8 --precision bf16 --threads 1  a checkpoint
  vitviz bench --json --arch vit_base_patch16           for a script

Exit codes:
  0 done, 2 wrong usage, 4 the model does not fit, 5 standard output could not be written,
  70 a bug in vitviz)";

std::optional<std::filesystem::path> parse_path(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

std::optional<std::string> parse_architecture(const std::string& text) {
  if (!model::architecture_named(text)) return std::nullopt;
  return text;
}

std::optional<image::InputSize> parse_bench_size(const std::string& text) {
  auto size = parse_size(text);
  if (size && std::holds_alternative<image::NativeSize>(*size)) return std::nullopt;
  return size;
}

void add_what_is_measured(CLI::App& app, BenchOptions& options) {
  app.option_defaults()->group("Model");
  add_value(app,
            {.names = "-m,--model",
             .type = "FILE",
             .allowed = "the name of a file",
             .help = "Checkpoint of a Vision Transformer, or a name that 'vitviz models' lists",
             .normally = "the model built in"},
            parse_path, options.model);
  add_value(app,
            {.names = "--arch",
             .type = "NAME",
             .allowed = fmt::format("vit_SIZE_patchN, where SIZE is one of {}",
                                    model::known_architectures()),
             .help = "An architecture with random weights: {}",
             .normally = ""},
            parse_architecture, options.architecture);
  add_hint_options(app, options.hints);
  add_precision_option(app, options.precision);
}

void add_how_it_is_measured(CLI::App& app, BenchOptions& options) {
  app.option_defaults()->group("Measurement");
  add_value(app,
            {.names = "--size",
             .type = "N|HxW",
             .allowed = fmt::format("a side or HEIGHTxWIDTH of 1 to {}", kMaxSide),
             .help = "What the network sees, in pixels: a square of this side, or this height and "
                     "width",
             .normally = "what suits the model"},
            parse_bench_size, options.size);
  add_value(app,
            {.names = "-t,--threads",
             .type = "N",
             .allowed = fmt::format("1 to {}", kMaxThreads),
             .help = "Threads to compute with, {}",
             .normally = "all processors"},
            parse_threads, options.threads);
  add_value(app,
            {.names = "--repeat",
             .type = "N",
             .allowed = "a whole number, at least 1",
             .help = "Passes to measure, after one that is not",
             .normally = std::to_string(options.repeat)},
            parse_count, options.repeat);
  app.option_defaults()->group("Output");
  app.add_flag("--json", options.json, "Print one JSON object instead of a table");
  add_color_option(app, options.color);
}

}  // namespace

std::variant<BenchOptions, Answer> parse_bench_arguments(int argc, const char* const* argv) {
  BenchOptions options;
  CLI::App app(kDescription, kForm);
  app.formatter(std::make_shared<HelpFormat>());
  app.set_help_flag();  // defined again as the last option
  add_what_is_measured(app, options);
  add_how_it_is_measured(app, options);
  app.footer(kFooter);
  app.set_help_flag("-h,--help", "Show this help");
  if (auto answer = parse_command_line(app, argc, argv)) return *std::move(answer);
  if (options.model && options.architecture) {
    fail_usage(
        "--arch takes the place of a checkpoint, -m names one: only one of them can be "
        "measured",
        try_help_of(kForm));
  }
  return options;
}

}  // namespace vitviz::cli
