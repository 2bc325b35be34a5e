// SPDX-License-Identifier: Apache-2.0
#include "base/argument.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/text.h"

namespace vitviz::base {
namespace {

std::string in_brackets(std::string_view name) { return fmt::format("<{}>", name); }

TEST_CASE("every marked name is spelled, and all else stays as it is") {
  const std::string text =
      argument("size") + " 3 and " + argument("rollout_start") + ": no, " + argument("size");
  CHECK(with_arguments(text, in_brackets) == "<size> 3 and <rollout_start>: no, <size>");
  CHECK(in_words(text) == "size 3 and rollout_start: no, size");
  CHECK(with_arguments("nothing marked", in_brackets) == "nothing marked");
  CHECK(in_words("") == "");
}

TEST_CASE("a name that only begins is no name") {
  const std::string begun = argument("size").substr(0, 3);
  CHECK(with_arguments("a" + begun, in_brackets) == "a" + begun);
}

TEST_CASE("what a user calls a file cannot pass for an argument") {
  const std::string file = printable(argument("size") + ".jpg");
  CHECK(with_arguments(file, in_brackets) == file);
  CHECK(file == "\\x02size\\x03.jpg");
}

}  // namespace
}  // namespace vitviz::base
