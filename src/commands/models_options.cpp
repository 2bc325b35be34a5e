// SPDX-License-Identifier: Apache-2.0
#include "commands/models_options.h"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/named.h"
#include "base/text.h"
#include "fetch/catalogue.h"
#include "options/color_option.h"

namespace vitviz::commands {
namespace {

constexpr const char* kForm = "vitviz models";
constexpr const char* kDescription =
    "vitviz models lists the official checkpoints by short names, and downloads them.";
constexpr const char* kFooter = R"(Examples:
  vitviz models                                the names, and what has been fetched
  vitviz models get dino-s8                    fetch one, or continue where it stopped
  vitviz -m dino-s8 cat.jpg                    and use it

Models are kept in $XDG_CACHE_HOME/vitviz/models, or ~/.cache/vitviz/models. Proxies are taken
from https_proxy, http_proxy, all_proxy and no_proxy.

Exit codes:
  0 done, 2 wrong usage or a licence to accept first, 4 the model could not be downloaded or
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

void add_get_options(options::OptionForm& form, ModelsOptions& models) {
  form.begin_group("Fetching");
  form.add_flag("--accept-licence", "Accept a licence that restricts how the model may be used",
                models.accept_licence);
  form.add_value({.names = "--sha256",
                  .type = "HEX",
                  .allowed = "64 hexadecimal digits",
                  .help = "Expected SHA-256 of the weights: {}",
                  .normally = ""},
                 parse_sha256, models.sha256);
  form.add_value({.names = "--url",
                  .type = "URL",
                  .allowed = "an address that begins with http:// or https://",
                  .help = "Download from this address, such as a mirror, instead of the maker's",
                  .normally = ""},
                 parse_url, models.url);
  form.add_flag("--force", "Fetch again what is there already", models.force);
}

void add_output_options(options::OptionForm& form, ModelsOptions& models) {
  form.begin_group("Output");
  form.add_flag("--json", "Print the list as JSON instead of a table", models.json);
  form.add_flag("--quiet", "No progress bar or notes; errors only", models.quiet);
  options::add_color_option(form, models.color);
}

std::vector<std::string> words_and_names() {
  std::vector<std::string> offers = base::list_of_names(fetch::catalogue());
  offers.insert(offers.begin(), {"list", "get"});
  return offers;
}

// The NAME of `get NAME`, or nothing for the list.
std::optional<std::string> name_to_get(const std::vector<std::string>& words) {
  constexpr const char* kArgument = "vitviz models, or vitviz models get NAME";
  if (words.empty() || words == std::vector<std::string>{"list"}) return std::nullopt;
  if (words.front() != "get" && words.front() != "list") {
    options::fail_usage(
        fmt::format("vitviz models {}: must be list or get", base::printable(words.front())),
        kArgument);
  }
  constexpr std::size_t kGetName = 2;
  if (words.front() == "get" && words.size() == kGetName && !words.back().empty()) {
    return words.back();
  }
  options::fail_usage(words.front() == "get" ? "vitviz models get takes one NAME"
                                             : "vitviz models list takes nothing more",
                      kArgument);
}

void check_options_of_list(const ModelsOptions& models) {
  if (models.get) return;
  if (models.sha256 || models.url || models.force || models.accept_licence) {
    options::fail_usage("--sha256, --url, --force and --accept-licence go with 'get NAME'");
  }
}

}  // namespace

std::variant<ModelsOptions, options::Answer> parse_models_arguments(int argc,
                                                                    const char* const* argv) {
  ModelsOptions models;
  std::vector<std::string> words;
  options::OptionForm form({.name = kForm, .description = kDescription, .footer = kFooter});
  form.add_arguments({.name = "WHAT",
                      .type = "[list | get NAME]",
                      .help = "list: a table of names (the default); get NAME: download that model",
                      .offers = words_and_names()},
                     words);
  add_get_options(form, models);
  add_output_options(form, models);
  if (auto answer = form.read(argc, argv)) return *std::move(answer);
  models.get = name_to_get(words);
  check_options_of_list(models);
  return models;
}

}  // namespace vitviz::commands
