// SPDX-License-Identifier: Apache-2.0
#include "commands/models.h"

#include <string>

#include "base/text.h"
#include "commands/models_list.h"
#include "commands/models_options.h"
#include "commands/run_form.h"
#include "fetch/fetch_model.h"
#include "fetch/model_cache.h"
#include "options/usage_error.h"
#include "screen/standard_output.h"
#include "screen/transfer_progress.h"

namespace vitviz::commands {
namespace {

// What has to be said before anything is fetched.
void check_licence(const fetch::KnownModel& known, const ModelsOptions& options) {
  const std::string name(known.name);
  const std::string licence(known.licence);
  if (known.supply == fetch::Supply::kOnRequest) {
    throw base::Error(
        base::ErrorCode::kModel,
        name + ": its maker gives it only to those who accept the " + licence,
        "ask for it at " + std::string(known.address) + ", and give what you receive to -m");
  }
  if (known.restricted && !options.accept_licence) {
    options::fail_usage(name + ": its licence restricts what it may be used for: " + licence,
                        "if you accept that: vitviz models get " + name + " --accept-licence");
  }
}

const fetch::KnownModel& known_model(const std::string& name) {
  const fetch::KnownModel* known = fetch::find_known_model(name);
  if (known == nullptr) {
    options::fail_usage(base::printable(name) + ": no model has this name",
                        fetch::hint_for_unknown(name));
  }
  return *known;
}

std::filesystem::path fetch_with_bar(const fetch::KnownModel& known, const ModelsOptions& options,
                                     const std::stop_token& stop) {
  const bool shown = !options.quiet && screen::is_interactive(stderr);
  screen::TransferProgress bar(stderr, shown ? screen::TransferProgress::Visibility::kShown
                                             : screen::TransferProgress::Visibility::kHidden);
  const fetch::FetchProgress progress = {
      .on_file = [&bar](const std::string& file) { bar.begin(file); },
      .on_bytes = [&bar](std::uint64_t received,
                         std::optional<std::uint64_t> total) { bar.show(received, total); },
      .on_arrival = [&bar] { bar.clear(); }};
  return fetch::fetch_model(known, {options.url, options.sha256}, progress, stop);
}

void get(const std::string& name, const ModelsOptions& options, const screen::Messages& messages,
         const std::stop_token& stop) {
  const fetch::KnownModel& known = known_model(name);
  check_licence(known, options);
  if (const auto path = fetch::cached(known); path && !options.force) {
    if (!options.quiet) messages.note(name + " is there already; --force fetches it again");
    screen::write_to_stdout(base::printable(path->string()) + '\n');
    return;
  }
  const std::filesystem::path path = fetch_with_bar(known, options, stop);
  if (!options.quiet) messages.note("licence: " + std::string(known.licence));
  screen::write_to_stdout(base::printable(path.string()) + '\n');
}

ExitCode list_or_get(const ModelsOptions& options, const Context& context) {
  if (options.get) {
    get(*options.get, options, context.messages, context.stop);
  } else {
    screen::write_to_stdout(options.json ? json_of_models() : table_of_models());
  }
  return ExitCode::kDone;
}

}  // namespace

ExitCode run_models(int argc, const char* const* argv, const Context& context) {
  return run_form(parse_models_arguments(argc, argv), context, list_or_get);
}

}  // namespace vitviz::commands
