// SPDX-License-Identifier: Apache-2.0
#include "base/failure.h"

#include <exception>
#include <new>

#include "base/argument.h"
#include "base/text.h"

namespace vitviz::base {

Failure current_failure() {
  constexpr const char* kBug = "this is a bug in vitviz; please report it with the command line";
  try {
    throw;
  } catch (const Error& error) {
    return {error.code(), error.marked_message(), error.marked_hint()};
  } catch (const std::bad_alloc&) {
    return {ErrorCode::kInput, "not enough memory",
            "choose a smaller " + argument("size") + ", or a smaller photo"};
  } catch (const std::exception& error) {
    return {ErrorCode::kInternal, printable(error.what()), kBug};
  } catch (...) {
    return {ErrorCode::kInternal, "an unknown exception", kBug};
  }
}

}  // namespace vitviz::base
