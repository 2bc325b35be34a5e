// SPDX-License-Identifier: Apache-2.0
#include "base/failure.h"

#include <new>
#include <stdexcept>

#include <doctest/doctest.h>

#include "base/argument.h"

namespace vitviz::base {
namespace {

template <typename Exception>
Failure failure_of(const Exception& exception) {
  try {
    throw exception;
  } catch (...) {
    return current_failure();
  }
}

TEST_CASE("every exception has its code") {
  for (const ErrorCode code :
       {ErrorCode::kArgument, ErrorCode::kInput, ErrorCode::kModel, ErrorCode::kOutput}) {
    CHECK(failure_of(Error(code, "")).code == code);
  }
  CHECK(failure_of(std::bad_alloc()).code == ErrorCode::kInput);
  CHECK(failure_of(std::logic_error("promise")).code == ErrorCode::kInternal);
  CHECK(failure_of(42).code == ErrorCode::kInternal);
}

TEST_CASE("a failure keeps the marks of arguments") {
  const Failure failure = failure_of(Error(ErrorCode::kInput, argument("size"), argument("crop")));
  CHECK(failure.message == argument("size"));
  CHECK(failure.hint == argument("crop"));
}

TEST_CASE("a bug is called a bug") {
  const Failure failure = failure_of(std::logic_error("broken\npromise"));
  CHECK(failure.message == "broken\\npromise");
  CHECK(failure.hint.find("this is a bug in vitviz") == 0);
}

}  // namespace
}  // namespace vitviz::base
