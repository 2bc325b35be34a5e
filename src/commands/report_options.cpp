// SPDX-License-Identifier: Apache-2.0
#include "commands/report_options.h"

#include <string>

#include "options/color_option.h"
#include "options/input_options.h"
#include "options/option_values.h"

namespace vitviz::commands {
namespace {

using options::OptionForm;

constexpr const char* kForm = "vitviz report";
constexpr const char* kDescription =
    "vitviz report writes one page that shows what a model does with a photo: every block, every\n"
    "head, every patch as query, and measurements of attention and tokens. It is a single HTML\n"
    "file of at most 15 MB that opens by a double click and loads nothing from anywhere.\n"
    "A folder, or more than two photos, gives the measurements alone: their means, how much\n"
    "photos differ, and which are unlike the others.";
constexpr const char* kFooter = R"(Examples:
  vitviz report cat.jpg                        look inside the built-in model: cat.report.html
  vitviz report cat.jpg -m built-in -m dino-s16
                                               two models side by side, linked
  vitviz report cat.jpg dog.jpg                two photos side by side
  vitviz report holiday --tables numbers       a folder: means over all photos, and CSV files

Exit codes:
  0 done, 2 wrong usage, 3 a photo could not be read (the others were measured),
  4 the model does not fit, 5 a result could not be written, 70 a bug in vitviz)";

std::optional<std::vector<std::filesystem::path>> parse_model(const std::string& text) {
  const auto path = options::parse_path(text);
  if (!path) return std::nullopt;
  return std::vector{*path};
}

void add_model_options(OptionForm& form, ReportOptions& report) {
  form.begin_group("Model");
  form.add_list(
      {.names = "-m,--model",
       .type = "FILE",
       .allowed = "the name of a file",
       .help =
           "Checkpoint of a Vision Transformer, a name that 'vitviz models' lists, or built-in; "
           "given twice, both models stand side by side",
       .normally = "the built-in model"},
      parse_model, report.models);
  options::add_loading_options(form, report.model, report.threads, report.memory);
}

void add_output_options(OptionForm& form, ReportOptions& report) {
  form.begin_group("Output");
  form.add_value({.names = "-o,--out",
                  .type = "DIR",
                  .allowed = "the name of a folder",
                  .help = "Folder for the page, created when missing",
                  .normally = "."},
                 options::parse_path, report.out);
  form.add_value({.names = "--tables",
                  .type = "DIR",
                  .allowed = "the name of a folder",
                  .help = "Also write the measurements there: a CSV file of each table, and all of "
                          "them as measures.json",
                  .normally = ""},
                 options::parse_path, report.tables);
  form.add_flag("--force", "Replace results that exist already",
                [&report] { report.overwrite = base::Overwrite::kReplace; });
  form.add_flag("--quiet", "No progress bar, notes or summary; errors only", report.quiet);
  options::add_color_option(form, report.color);
}

}  // namespace

std::variant<ReportOptions, options::Answer> parse_report_arguments(int argc,
                                                                    const char* const* argv) {
  ReportOptions report;
  std::vector<std::string> inputs;
  OptionForm form({.name = kForm, .description = kDescription, .footer = kFooter});
  form.add_arguments({.name = "INPUT",
                      .type = "INPUT...",
                      .help = "A photo, two to compare, or photos and folders to measure"},
                     inputs);
  add_model_options(form, report);
  options::add_input_options(form, report.question, report.inputs);
  add_output_options(form, report);
  if (auto answer = form.read(argc, argv)) return *std::move(answer);
  options::set_inputs(inputs, options::try_help_of(kForm), report.inputs);
  if (report.models.size() > 2) {
    options::fail_usage("--model: at most two models stand side by side",
                        options::try_help_of(kForm));
  }
  return report;
}

}  // namespace vitviz::commands
