// SPDX-License-Identifier: Apache-2.0
#include "commands/inspect.h"

#include "checkpoint/inspect.h"
#include "commands/inspect_options.h"
#include "commands/inspect_report.h"
#include "commands/run_form.h"
#include "fetch/model_cache.h"
#include "screen/standard_output.h"

namespace vitviz::commands {
namespace {

ExitCode inspect_file(const InspectOptions& options, const Context& /*context*/) {
  const checkpoint::Inspection inspection =
      checkpoint::inspect_model(fetch::resolve_model(options.model), options.hints);
  screen::write_to_stdout(options.json ? json_of(options.model, inspection, options.tensors)
                                       : table_of(options.model, inspection, options.tensors));
  return ExitCode::kDone;
}

}  // namespace

ExitCode run_inspect(int argc, const char* const* argv, const Context& context) {
  return run_form(parse_inspect_arguments(argc, argv), context, inspect_file);
}

}  // namespace vitviz::commands
