// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.h"

#include <memory>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/text.h"
#include "cli/draw_options.h"
#include "cli/help_format.h"
#include "cli/suggestion.h"
#include "cli/usage_error.h"

namespace vitviz::cli {
namespace {

constexpr const char* kDescription = "vitviz shows where a Vision Transformer looks.";

// CLI11 reads a value in [brackets] as a list. For a folder of that name, ./[brackets] is the same.
// The order is reversed, as CLI11 wants it.
std::vector<std::string> words_for_cli11(int argc, const char* const* argv) {
  std::vector<std::string> words;
  for (int i = argc - 1; i > 0; --i) {
    std::string word = argv[i];
    if (!word.empty() && word.front() == '[' && word.back() == ']') word.insert(0, "./");
    words.push_back(std::move(word));
  }
  return words;
}

[[noreturn]] void fail_unknown_option(const CLI::App& app) {
  std::vector<std::string> known;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  }
  const std::vector<std::string> unknown = app.remaining();
  const std::string word =
      unknown.empty() ? "" : unknown.front().substr(0, unknown.front().find('='));
  const auto meant = nearest(word, known);
  fail_usage(fmt::format("unknown option {}", base::printable(word)),
             meant ? fmt::format("did you mean {}? {}", *meant, kTryHelp) : kTryHelp);
}

// CLI11 says "--keep: 1 required SHARE missing".
[[noreturn]] void fail_missing_value(const std::string& message) {
  fail_usage(message.substr(0, message.find(':')) + ": the value is missing");
}

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
  app.formatter(std::make_shared<HelpFormat>());
  app.set_help_flag();  // defined again as the last option
  app.add_option("INPUT", inputs, "Photos (JPEG, PNG, WebP, TIFF, BMP), and folders of photos");
  define_draw_options(app, options);
  app.set_help_flag("-h,--help", "Show this help");
  app.set_version_flag("--version", "vitviz " VITVIZ_VERSION, "Show the version");
  try {
    app.parse(words_for_cli11(argc, argv));
  } catch (const CLI::CallForHelp&) {
    return Answer{app.help()};
  } catch (const CLI::CallForVersion& version) {
    return Answer{std::string(version.what()) + '\n'};
  } catch (const CLI::ExtrasError&) {
    fail_unknown_option(app);
  } catch (const CLI::ArgumentMismatch& mismatch) {
    fail_missing_value(mismatch.what());
  } catch (const CLI::ParseError& error) {
    fail_usage(base::printable(error.what()));
  }
  check_inputs(inputs);
  if (options.views.empty() && options.raw.empty()) {
    fail_usage("--view none: there is nothing to write without --raw",
               "add --raw attention, or choose a view");
  }
  options.inputs.assign(inputs.begin(), inputs.end());
  return options;
}

}  // namespace vitviz::cli
