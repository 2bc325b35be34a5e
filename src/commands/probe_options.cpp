// SPDX-License-Identifier: Apache-2.0
#include "commands/probe_options.h"

#include <limits>
#include <string>

#include "base/split.h"
#include "options/color_option.h"
#include "options/input_options.h"
#include "options/option_values.h"
#include "options/token_options.h"

namespace vitviz::commands {
namespace {

using options::OptionForm;

constexpr const char* kForm = "vitviz probe";
constexpr const char* kDescription =
    "vitviz probe tells how well a model's features know your own classes, and which are better:\n"
    "CLS, the mean of the patches, or both. Two probes are trained on a part of the photos and\n"
    "tested on the others: the vote of the 20 nearest neighbours, and a linear classifier.";
constexpr const char* kFooter = R"(Examples:
  vitviz probe flowers                         flowers/rose, flowers/tulip, ...: a class each
  vitviz probe flowers -m dinov2-small --blocks all --plot blocks.png
  vitviz probe labels.csv --json > probe.json  photos and classes of a table

A table is a CSV file whose first row names its columns, among them path (relative to the
table) and label. Each class needs 5 photos.

Exit codes:
  0 done, 2 wrong usage, 3 a photo could not be read (it is left out) or the classes will
  not do, 4 the model does not fit, 5 a result could not be written, 70 a bug in vitviz)";

// "all", which is the empty list, or "0,5,-1".
std::optional<std::vector<int>> parse_blocks(const std::string& text) {
  std::vector<int> blocks;
  if (text == analysis::kAllName) return blocks;
  for (const std::string_view part : base::split(text, ',')) {
    const auto block = options::parse_integer(part, -1, std::numeric_limits<int>::max());
    if (!block) return std::nullopt;
    blocks.push_back(*block);
  }
  return blocks;
}

void add_model_options(OptionForm& form, ProbeOptions& probe) {
  form.begin_group("Model");
  options::add_model_file_option(
      form, "Checkpoint of a Vision Transformer, or a name that 'vitviz models' lists",
      probe.model);
  options::add_loading_options(form, probe.model, probe.threads, probe.memory);
}

void add_feature_options(OptionForm& form, ProbeOptions& probe) {
  form.begin_group("Features");
  options::add_size_option(form, probe.question.size);
  form.add_value({.names = "--blocks",
                  .type = "all|LIST",
                  .allowed = "all, or numbers with commas between them",
                  .help = "Blocks whose tokens are read, as in 2,5,8 or all: 0 is the first, -1 "
                          "the last",
                  .normally = "-1",
                  .offers = options::usual_blocks()},
                 parse_blocks, probe.blocks);
  options::add_token_state_option(form, probe.state);
}

void add_output_options(OptionForm& form, ProbeOptions& probe) {
  form.begin_group("Output");
  form.add_flag("--json", "Print JSON, with all confusion matrices, instead of a table",
                probe.json);
  form.add_value({.names = "--csv",
                  .type = "FILE",
                  .allowed = "the name of a file",
                  .help = "Also write the accuracies as CSV, a line for each block and readout",
                  .normally = "none"},
                 options::parse_path, probe.csv);
  form.add_value({.names = "--plot",
                  .type = "FILE",
                  .allowed = "the name of a file",
                  .help = "Also draw the accuracy of the linear probe by block and readout (PNG)",
                  .normally = "none"},
                 options::parse_path, probe.plot);
  form.add_flag("--force", "Replace results that exist already",
                [&probe] { probe.overwrite = base::Overwrite::kReplace; });
  form.add_flag("--quiet", "No progress bar, notes or summary; errors only", probe.quiet);
  options::add_color_option(form, probe.color);
}

}  // namespace

std::variant<ProbeOptions, options::Answer> parse_probe_arguments(int argc,
                                                                  const char* const* argv) {
  ProbeOptions probe;
  std::vector<std::string> inputs;
  OptionForm form({.name = kForm, .description = kDescription, .footer = kFooter});
  form.add_arguments({.name = "FOLDER",
                      .type = "FOLDER",
                      .help = "Folder with a sub-folder of photos for each class, or a table"},
                     inputs);
  add_model_options(form, probe);
  add_feature_options(form, probe);
  add_output_options(form, probe);
  if (auto answer = form.read(argc, argv)) return *std::move(answer);
  if (inputs.size() != 1 || inputs[0].empty()) {
    options::fail_usage(inputs.empty() ? "no folder given" : "probe takes one folder or table",
                        options::try_help_of(kForm));
  }
  probe.photos = inputs[0];
  return probe;
}

}  // namespace vitviz::commands
