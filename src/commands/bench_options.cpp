// SPDX-License-Identifier: Apache-2.0
#include "commands/bench_options.h"

#include <utility>

#include <fmt/format.h>

#include "model/random_model.h"
#include "options/color_option.h"
#include "options/option_values.h"

namespace vitviz::commands {
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

std::optional<std::string> parse_architecture(const std::string& text) {
  if (!model::architecture_named(text)) return std::nullopt;
  return text;
}

std::optional<image::InputSize> parse_bench_size(const std::string& text) {
  auto size = options::parse_size(text);
  if (size && std::holds_alternative<image::NativeSize>(*size)) return std::nullopt;
  return size;
}

void add_what_is_measured(options::OptionForm& form, BenchOptions& bench) {
  form.begin_group("Model");
  options::add_model_file_option(
      form, "Checkpoint of a Vision Transformer, or a name that 'vitviz models' lists",
      bench.model);
  form.add_value({.names = "--arch",
                  .type = "NAME",
                  .allowed = fmt::format("vit_SIZE_patchN, where SIZE is one of {}",
                                         model::known_architectures()),
                  .help = "An architecture with random weights: {}",
                  .normally = ""},
                 parse_architecture, bench.architecture);
  options::add_hint_options(form, bench.model.hints);
  options::add_precision_option(form, bench.model.precision);
}

void add_how_it_is_measured(options::OptionForm& form, BenchOptions& bench) {
  form.begin_group("Measurement");
  form.add_value({.names = "--size",
                  .type = "N|HxW",
                  .allowed = fmt::format("a side or HEIGHTxWIDTH of 1 to {}", options::kMaxSide),
                  .help = "What the network sees, in pixels: a square of this side, or this height "
                          "and width",
                  .normally = "what suits the model"},
                 parse_bench_size, bench.size);
  options::add_threads_option(form, "", bench.threads);
  form.add_value({.names = "--repeat",
                  .type = "N",
                  .allowed = "a whole number, at least 1",
                  .help = "Passes to measure, after one that is not",
                  .normally = std::to_string(bench.repeat)},
                 options::parse_count, bench.repeat);
  form.begin_group("Output");
  form.add_flag("--json", "Print one JSON object instead of a table", bench.json);
  options::add_color_option(form, bench.color);
}

}  // namespace

std::variant<BenchOptions, options::Answer> parse_bench_arguments(int argc,
                                                                  const char* const* argv) {
  BenchOptions bench;
  options::OptionForm form({.name = kForm, .description = kDescription, .footer = kFooter});
  add_what_is_measured(form, bench);
  add_how_it_is_measured(form, bench);
  if (auto answer = form.read(argc, argv)) return *std::move(answer);
  if (bench.model.file && bench.architecture) {
    options::fail_usage(
        "--arch takes the place of a checkpoint, -m names one: only one of them can be measured",
        options::try_help_of(kForm));
  }
  return bench;
}

}  // namespace vitviz::commands
