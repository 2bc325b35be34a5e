// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/draw_options.h"
#include "cli/help_format.h"
#include "cli/usage_error.h"

namespace vitviz::cli {
namespace {

constexpr const char* kDescription = "vitviz shows where a Vision Transformer looks.";
constexpr const char* kOtherForms =
    "       vitviz inspect MODEL   what a checkpoint holds and how it is read\n"
    "       vitviz models          known checkpoints by name, and fetching them\n"
    "       vitviz bench           how long a forward pass takes here\n";

void check_inputs(const std::vector<std::string>& inputs) {
  if (inputs.empty()) fail_usage("no photo given", "try 'vitviz photo.jpg', or 'vitviz --help'");
  for (const std::string& input : inputs) {
    if (input.empty()) fail_usage("an INPUT is empty");
    if (input == "-") {
      fail_usage("-: photos are not read from standard input",
                 "give the name of a file; ./- is the file named -");
    }
  }
}

}  // namespace

std::variant<Options, Answer> parse_arguments(int argc, const char* const* argv) {
  Options options;
  std::vector<std::string> inputs;
  CLI::App app(kDescription, "vitviz");
  app.formatter(std::make_shared<HelpFormat>(kOtherForms));
  app.set_help_flag();  // defined again as the last option
  app.add_option("INPUT", inputs, "Photos (JPEG, PNG, WebP, TIFF, BMP), and folders of photos")
      ->type_name("INPUT...");
  define_draw_options(app, options);
  app.set_help_flag("-h,--help", "Show this help");
  app.set_version_flag("--version", "vitviz " VITVIZ_VERSION, "Show the version");
  if (auto answer = parse_command_line(app, argc, argv)) return *std::move(answer);
  check_inputs(inputs);
  if (options.views.empty() && options.raw.empty()) {
    fail_usage("--view none: there is nothing to write without --raw",
               "add --raw attention, or choose a view");
  }
  const auto& views = options.views;
  if (options.json && std::find(views.begin(), views.end(), View::kTerminal) != views.end()) {
    fail_usage("--view terminal: stdout is taken by --json", "leave one of them out");
  }
  options.inputs.assign(inputs.begin(), inputs.end());
  return options;
}

}  // namespace vitviz::cli
