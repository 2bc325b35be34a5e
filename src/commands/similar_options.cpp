// SPDX-License-Identifier: Apache-2.0
#include "commands/similar_options.h"

#include <string>

#include "options/color_option.h"
#include "options/input_options.h"
#include "options/option_values.h"
#include "options/token_options.h"

namespace vitviz::commands {
namespace {

using options::OptionForm;

constexpr const char* kForm = "vitviz similar";
constexpr const char* kDescription =
    "vitviz similar lists the photos that are nearest to the photo QUERY, by the cosine of their\n"
    "features: those of CLS, of the mean of the patches, and of both. The search is exact. The\n"
    "query's own file is left out where it is among them; copies of it are not.";
constexpr const char* kFooter = R"(Examples:
  vitviz similar cat.jpg holiday               the ten nearest photos of a folder
  vitviz similar cat.jpg holiday -o nearest.png
  vitviz similar cat.jpg photos --recursive --count 50 --json
  vitviz similar cat.jpg holiday -m dinov2-small --block 8

Features are kept in $XDG_CACHE_HOME/vitviz/features, or ~/.cache/vitviz/features, a file for
each model and question: the next search in the same photos computes new and changed ones
alone. The folder may be deleted at any time.

Exit codes:
  0 done, 2 wrong usage, 3 a photo could not be read (it is left out) or there is none,
  4 the model does not fit, 5 a result could not be written, 70 a bug in vitviz)";

// A contact sheet is a PNG, whatever its name: one that says otherwise is a slip.
std::optional<std::filesystem::path> parse_png_path(const std::string& text) {
  auto path = options::parse_path(text);
  return path && path->extension() == ".png" ? path : std::nullopt;
}

void add_model_options(OptionForm& form, SimilarOptions& similar) {
  form.begin_group("Model");
  options::add_model_file_option(
      form, "Checkpoint of a Vision Transformer, or a name that 'vitviz models' lists",
      similar.model);
  options::add_loading_options(form, similar.model, similar.threads, similar.memory);
}

void add_feature_options(OptionForm& form, SimilarOptions& similar) {
  form.begin_group("Features");
  options::add_one_block_option(form, similar.block);
  options::add_token_state_option(form, similar.state);
  form.add_flag("--no-cache", "Compute all features, and keep none",
                [&similar] { similar.use_cache = false; });
}

void add_output_options(OptionForm& form, SimilarOptions& similar) {
  form.begin_group("Output");
  form.add_value({.names = "--count",
                  .type = "N",
                  .allowed = "a whole number, at least 1",
                  .help = "How many photos are listed for each readout",
                  .normally = std::to_string(similar.count)},
                 options::parse_count, similar.count);
  form.add_flag("--json", "Print JSON instead of a table", similar.json);
  form.add_value({.names = "-o,--out",
                  .type = "FILE",
                  .allowed = "the name of a file that ends in .png",
                  .help = "Also draw a contact sheet (PNG): the query, and a row for each readout "
                          "with up to ten of the nearest",
                  .normally = "none"},
                 parse_png_path, similar.out);
  form.add_flag("--force", "Replace results that exist already",
                [&similar] { similar.overwrite = base::Overwrite::kReplace; });
  form.add_flag("--quiet", "No progress bar, notes or summary; errors only", similar.quiet);
  options::add_color_option(form, similar.color);
}

}  // namespace

std::variant<SimilarOptions, options::Answer> parse_similar_arguments(int argc,
                                                                      const char* const* argv) {
  SimilarOptions similar;
  std::vector<std::string> inputs;
  OptionForm form({.name = kForm, .description = kDescription, .footer = kFooter});
  form.add_arguments(
      {.name = "QUERY",
       .type = "QUERY FOLDER...",
       .help = "A photo, then folders or archives of photos, or photos, to compare it with"},
      inputs);
  add_model_options(form, similar);
  options::add_input_options(form, similar.question, similar.inputs);
  add_feature_options(form, similar);
  add_output_options(form, similar);
  if (auto answer = form.read(argc, argv)) return *std::move(answer);
  const std::string help = options::try_help_of(kForm);
  if (inputs.empty() || inputs.front().empty()) options::fail_usage("no photo given", help);
  if (inputs.size() + similar.inputs.lists.size() < 2) {
    options::fail_usage("no folder given to search in", help);
  }
  similar.query = inputs.front();
  options::set_inputs({inputs.begin() + 1, inputs.end()}, help, similar.inputs);
  return similar;
}

}  // namespace vitviz::commands
