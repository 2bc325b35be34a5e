// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

#include "base/check.h"

namespace vitviz::base {
namespace {

TEST_CASE("an error carries its message, code and hint") {
  const Error error(ErrorCode::kModel, "a.safetensors: is empty", "get it again");
  CHECK(std::string(error.what()) == "a.safetensors: is empty");
  CHECK(error.code() == ErrorCode::kModel);
  CHECK(error.hint() == "get it again");
  CHECK(Error(ErrorCode::kInput, "no hint").hint().empty());
}

TEST_CASE("error codes are the documented exit codes") {
  CHECK(static_cast<int>(ErrorCode::kUsage) == 2);
  CHECK(static_cast<int>(ErrorCode::kInput) == 3);
  CHECK(static_cast<int>(ErrorCode::kModel) == 4);
  CHECK(static_cast<int>(ErrorCode::kOutput) == 5);
}

TEST_CASE("a kept promise costs nothing, a broken one names itself and its file") {
  int evaluations = 0;
  VITVIZ_CHECK(++evaluations == 1);
  CHECK(evaluations == 1);

  std::string message;
  try {
    VITVIZ_CHECK(evaluations > 1);
  } catch (const std::logic_error& error) {
    message = error.what();
  }
  CHECK(message.find("error_test.cpp:") == 0);
  CHECK(message.find("broken promise: evaluations > 1") != std::string::npos);
}

}  // namespace
}  // namespace vitviz::base
