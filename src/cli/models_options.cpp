// SPDX-License-Identifier: Apache-2.0
#include "cli/models_options.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/text.h"
#include "cli/color_option.h"
#include "cli/help_format.h"
#include "cli/usage_error.h"
#include "cli/value_option.h"

namespace vitviz::cli {
namespace {

constexpr const char* kForm = "vitviz models";
constexpr const char* kDescription =
    "vitviz models lists the official checkpoints that have a short name, and fetches them.";
constexpr const char* kFooter = R"(Examples:
  vitviz models                                the names, and what has been fetched
  vitviz models get dino-s8                    fetch one, or continue where it stopped
  vitviz -m dino-s8 cat.jpg                    and use it

Models lie in $XDG_CACHE_HOME/vitviz/models, or ~/.cache/vitviz/models. Proxies are taken
from https_proxy, http_proxy, all_proxy and no_proxy.

Exit codes:
  0 done, 2 wrong usage or a licence to accept first, 4 the model could not be had or
  does not fit, 5 it could not be written, 70 a bug in vitviz)";

std::optional<std::string> parse_sha256(const std::string& text) {
  constexpr std::size_t kDigits = 64;
  const auto is_digit = [](unsigned char letter) { return std::isxdigit(letter) != 0; };
  if (text.size() != kDigits || !std::all_of(text.begin(), text.end(), is_digit)) {
    return std::nullopt;
  }
  std::string lower = text;
  for (char& letter : lower) letter = static_cast<char>(std::tolower(letter));
  return lower;
}

std::optional<std::string> parse_url(const std::string& text) {
  const bool http = text.starts_with("http://") || text.starts_with("https://");
  return http ? std::optional(text) : std::nullopt;
}

void add_get_options(CLI::App& app, ModelsOptions& options) {
  app.option_defaults()->group("Fetching");
  app.add_flag("--accept-licence", options.accept_licence,
               "Say that you accept a licence that restricts what the model may be used for");
  add_value(app,
            {.names = "--sha256",
             .type = "HEX",
             .allowed = "64 hexadecimal digits",
             .help = "What the SHA-256 of the weights must be: {}",
             .normally = ""},
            parse_sha256, options.sha256);
  add_value(app,
            {.names = "--url",
             .type = "URL",
             .allowed = "an address that begins with http:// or https://",
             .help = "Fetch from another address than the maker's, such as a mirror",
             .normally = ""},
            parse_url, options.url);
  app.add_flag("--force", options.force, "Fetch again what is there already");
}

void add_output_options(CLI::App& app, ModelsOptions& options) {
  app.option_defaults()->group("Output");
  app.add_flag("--json", options.json, "Print the list as JSON instead of a table");
  app.add_flag("--quiet", options.quiet, "No progress bar or notes; errors only");
  add_color_option(app, options.color);
}

// The NAME of `get NAME`, or nothing for the list.
std::optional<std::string> name_to_get(const std::vector<std::string>& words) {
  constexpr const char* kArgument = "vitviz models, or vitviz models get NAME";
  if (words.empty() || words == std::vector<std::string>{"list"}) return std::nullopt;
  if (words.front() != "get" && words.front() != "list") {
    fail_usage(fmt::format("vitviz models {}: must be list or get", base::printable(words.front())),
               kArgument);
  }
  constexpr std::size_t kGetName = 2;
  if (words.front() == "get" && words.size() == kGetName && !words.back().empty()) {
    return words.back();
  }
  fail_usage(words.front() == "get" ? "vitviz models get takes one NAME"
                                    : "vitviz models list takes nothing more",
             kArgument);
}

void check_options_of_list(const ModelsOptions& options) {
  if (options.get) return;
  if (options.sha256 || options.url || options.force || options.accept_licence) {
    fail_usage("--sha256, --url, --force and --accept-licence go with 'get NAME'");
  }
}

}  // namespace

std::variant<ModelsOptions, Answer> parse_models_arguments(int argc, const char* const* argv) {
  ModelsOptions options;
  std::vector<std::string> words;
  CLI::App app(kDescription, kForm);
  app.formatter(std::make_shared<HelpFormat>());
  app.set_help_flag();  // defined again as the last option
  app.add_option("WHAT", words, "list: a table of names (the default); get NAME: fetch that model")
      ->type_name("[list | get NAME]");
  add_get_options(app, options);
  add_output_options(app, options);
  app.footer(kFooter);
  app.set_help_flag("-h,--help", "Show this help");
  if (auto answer = parse_command_line(app, argc, argv)) return *std::move(answer);
  options.get = name_to_get(words);
  check_options_of_list(options);
  return options;
}

}  // namespace vitviz::cli
