// SPDX-License-Identifier: Apache-2.0
#include "cli/run.h"

#include <cstdio>

#include "base/failure.h"
#include "base/stopped.h"
#include "cli/interruption.h"
#include "commands/command.h"
#include "commands/draw.h"
#include "image/opencv_threads.h"
#include "options/usage_error.h"
#include "screen/messages.h"
#include "screen/standard_output.h"

namespace vitviz::cli {
namespace {

using commands::Context;
using commands::ExitCode;

constexpr const char* kBriefUsage =
    "Usage: vitviz [OPTIONS] INPUT...\n"
    "Try 'vitviz photo.jpg', or 'vitviz --help' for all options.";

ExitCode execute(int argc, char** argv, const Context& context) {
  if (argc < 2) {
    context.messages.line(kBriefUsage);
    return ExitCode::kUsage;
  }
  for (const commands::Command& command : commands::all_commands()) {
    if (command.word == argv[1]) return command.run(argc - 1, argv + 1, context);
  }
  return commands::run_draw(argc, argv, context);
}

ExitCode execute_and_explain(int argc, char** argv, const std::stop_token& stop) {
  screen::Messages messages(stderr);
  try {
    return execute(argc, argv, {messages, stop});
  } catch (const screen::ReaderLeft&) {
    return ExitCode::kOutput;
  } catch (const base::Stopped&) {
    end_by_signal(interrupting_signal());
  } catch (const options::UsageError& error) {
    messages.error({base::ErrorCode::kArgument, error.what(), error.hint()});
    return ExitCode::kUsage;
  } catch (...) {
    const base::Failure failure = base::current_failure();
    messages.error(failure);
    return commands::exit_code_of(failure.code);
  }
  return ExitCode::kInternal;
}

}  // namespace

int run(int argc, char** argv) noexcept {
  try {
    image::keep_opencv_to_its_callers();
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
