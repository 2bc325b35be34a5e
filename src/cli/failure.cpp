// SPDX-License-Identifier: Apache-2.0
#include "cli/failure.h"

#include <exception>
#include <new>

#include "base/error.h"
#include "base/text.h"

namespace vitviz::cli {

Failure current_failure() {
  constexpr const char* kBug = "this is a bug in vitviz; please report it with the command line";
  try {
    throw;
  } catch (const base::Error& error) {
    return {exit_code_of(error.code()), error.what(), error.hint()};
  } catch (const std::bad_alloc&) {
    return {ExitCode::kInput, "not enough memory", "choose a smaller --size, or a smaller photo"};
  } catch (const std::exception& error) {
    return {ExitCode::kInternal, base::printable(error.what()), kBug};
  } catch (...) {
    return {ExitCode::kInternal, "an unknown exception", kBug};
  }
}

}  // namespace vitviz::cli
