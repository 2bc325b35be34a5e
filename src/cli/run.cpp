// SPDX-License-Identifier: Apache-2.0
#include "cli/run.h"

#include <array>
#include <cstdio>
#include <string_view>
#include <variant>

#include "base/failure.h"
#include "base/stopped.h"
#include "cli/arguments.h"
#include "cli/batch.h"
#include "cli/bench.h"
#include "cli/exit_code.h"
#include "cli/inspect.h"
#include "cli/interruption.h"
#include "cli/models.h"
#include "screen/messages.h"
#include "screen/standard_output.h"

namespace vitviz::cli {
namespace {

constexpr const char* kBriefUsage =
    "Usage: vitviz [OPTIONS] INPUT...\n"
    "Try 'vitviz photo.jpg', or 'vitviz --help' for all options.";

// What stands before the options of a form other than the main one. A photo of that name is
// ./inspect.
struct Form {
  std::string_view word;
  ExitCode (*run)(int argc, const char* const* argv, const Context& context);
};
constexpr std::array<Form, 3> kForms = {
    {{"bench", run_bench}, {"inspect", run_inspect}, {"models", run_models}}};

ExitCode execute(int argc, char** argv, const Context& context) {
  if (argc < 2) {
    context.messages.line(kBriefUsage);
    return ExitCode::kUsage;
  }
  for (const Form& form : kForms) {
    if (form.word == argv[1]) return form.run(argc - 1, argv + 1, context);
  }
  const std::variant<Options, Answer> wish = parse_arguments(argc, argv);
  if (const auto* answer = std::get_if<Answer>(&wish)) {
    screen::write_to_stdout(answer->text);
    return ExitCode::kDone;
  }
  const auto& options = std::get<Options>(wish);
  context.messages.set_color(options.color);
  return draw_photos(options, context);
}

ExitCode execute_and_explain(int argc, char** argv, const std::stop_token& stop) {
  screen::Messages messages(stderr);
  try {
    return execute(argc, argv, {messages, stop});
  } catch (const screen::ReaderLeft&) {
    return ExitCode::kOutput;
  } catch (const base::Stopped&) {
    end_by_signal(interrupting_signal());
  } catch (...) {
    const base::Failure failure = base::current_failure();
    messages.error(failure);
    return exit_code_of(failure.code);
  }
  return ExitCode::kInternal;
}

}  // namespace

int run(int argc, char** argv) noexcept {
  try {
    screen::prepare_standard_streams();
    const std::stop_token stop = watch_for_interruption();
    return static_cast<int>(execute_and_explain(argc, argv, stop));
  } catch (...) {
    // Not even memory for a message is left.
    std::fputs("vitviz: error: out of memory\n", stderr);
    return static_cast<int>(ExitCode::kInternal);
  }
}

}  // namespace vitviz::cli
