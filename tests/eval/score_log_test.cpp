// SPDX-License-Identifier: Apache-2.0
#include "eval/score_log.h"

#include <doctest/doctest.h>

#include "support/thrown_error.h"

namespace vitviz::eval {
namespace {

TEST_CASE("a log gives back every digit") {
  const PhotoScore score{"a \"b\"\n", {1.0 / 3.0, 1e-300}, {0.1, 2.0 / 7.0}};
  const LeftOut left_out{"c", "its truth has no object"};
  const auto entries = read_log(log_line(score) + log_line(left_out), "log");
  REQUIRE(entries.size() == 2);
  CHECK(std::get<PhotoScore>(entries.at("a \"b\"\n")) == score);
  CHECK(std::get<LeftOut>(entries.at("c")) == left_out);
}

TEST_CASE("of two entries of a photo the last counts, and a line cut off is none") {
  const std::string once = log_line(PhotoScore{"a", {1.0}, {1.0}});
  const std::string twice = once + log_line(PhotoScore{"a", {2.0}, {2.0}});
  CHECK(std::get<PhotoScore>(read_log(twice, "log").at("a")).values[0] == 2.0);
  for (std::size_t cut = 1; cut <= once.size(); ++cut) {
    CHECK(read_log(once + once.substr(0, once.size() - cut), "log").size() == 1);
  }
  CHECK(read_log("", "log").empty());
}

TEST_CASE("any other line is refused by its number") {
  for (const std::string line : {"nonsense", "{}", "[]", "{\"photo\": 1}", "{\"photo\": \"a\"}",
                                 "{\"photo\": \"a\", \"values\": [null], \"parts\": []}", ""}) {
    CAPTURE(line);
    const auto error = test::error_of([&] {
      static_cast<void>(read_log(log_line(LeftOut{"a", "b"}) + line + "\n", "the.log"));
    });
    REQUIRE(error);
    CHECK(std::string(error->what()) == "the.log: line 2 is no score of a photo");
  }
}

}  // namespace
}  // namespace vitviz::eval
