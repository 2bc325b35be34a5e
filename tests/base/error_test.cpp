// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

#include "base/argument.h"
#include "base/check.h"
#include "support/thrown_error.h"

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
  CHECK(static_cast<int>(ErrorCode::kArgument) == 2);
  CHECK(static_cast<int>(ErrorCode::kInput) == 3);
  CHECK(static_cast<int>(ErrorCode::kModel) == 4);
  CHECK(static_cast<int>(ErrorCode::kOutput) == 5);
  CHECK(static_cast<int>(ErrorCode::kInternal) == 70);
}

TEST_CASE("an error reads well by itself, and tells who asks which words are arguments") {
  const Error error(ErrorCode::kInput, "cat.jpg: " + argument("crop") + " reaches beyond it",
                    "leave " + argument("crop") + " out");
  CHECK(std::string(error.what()) == "cat.jpg: crop reaches beyond it");
  CHECK(error.hint() == "leave crop out");
  const auto as_option = [](std::string_view name) { return "--" + std::string(name); };
  CHECK(with_arguments(error.marked_message(), as_option) == "cat.jpg: --crop reaches beyond it");
  CHECK(with_arguments(error.marked_hint(), as_option) == "leave --crop out");
}

TEST_CASE("an argument that does not suit is named with its value") {
  const auto error =
      test::error_of([] { fail_argument("head", "7", "there are 6", "choose less"); });
  REQUIRE(error);
  CHECK(error->code() == ErrorCode::kArgument);
  CHECK(std::string(error->what()) == "head 7: there are 6");
  CHECK(error->hint() == "choose less");
  const auto none = test::error_of([] { fail_argument("head", "", "there are none"); });
  REQUIRE(none);
  CHECK(std::string(none->what()) == "head: there are none");
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
