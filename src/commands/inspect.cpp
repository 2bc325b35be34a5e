// SPDX-License-Identifier: Apache-2.0
#include "commands/inspect.h"

#include <variant>

#include "checkpoint/inspect.h"
#include "commands/inspect_options.h"
#include "commands/inspect_report.h"
#include "fetch/model_cache.h"
#include "screen/standard_output.h"

namespace vitviz::commands {

ExitCode run_inspect(int argc, const char* const* argv, const Context& context) {
  const auto wish = parse_inspect_arguments(argc, argv);
  if (const auto* answer = std::get_if<options::Answer>(&wish)) {
    screen::write_to_stdout(answer->text);
    return ExitCode::kDone;
  }
  const auto& options = std::get<InspectOptions>(wish);
  context.messages.set_color(options.color);
  const checkpoint::Inspection inspection =
      checkpoint::inspect_model(fetch::resolve_model(options.model), options.hints);
  screen::write_to_stdout(options.json ? json_of(options.model, inspection, options.tensors)
                                       : table_of(options.model, inspection, options.tensors));
  return ExitCode::kDone;
}

}  // namespace vitviz::commands
