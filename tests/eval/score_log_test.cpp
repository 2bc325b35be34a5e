// SPDX-License-Identifier: Apache-2.0
#include "eval/score_log.h"

#include <doctest/doctest.h>

#include "support/thrown_error.h"

namespace vitviz::eval {
namespace {

const std::vector<std::string> kOneSetting = {"task corloc; rule \"any\""};

// Of corloc, whose rows have three numbers made of two.
PhotoEntry scored(const std::string& photo, double value) {
  return PhotoScore{photo, {value, 1e-300, 0.1}, {2.0 / 7.0, value}};
}

std::string line_of(const PhotoEntry& entry) { return log_line({{entry}}); }

ScoreLog read(const std::string& text) { return read_log(text, kCorloc, "the.log"); }

TEST_CASE("a log gives back every digit and every setting") {
  const std::vector<std::string> settings = {"keep 0.5", "keep 0.6"};
  const std::vector<PhotoEntry> first = {scored("a \"b\"\n", 1.0 / 3.0), scored("a \"b\"\n", 2.0)};
  const std::vector<PhotoEntry> second = {LeftOut{"c", "no object"}, scored("c", 0.0)};
  const ScoreLog log = read(log_head(settings) + log_line(first) + log_line(second));
  CHECK(log.settings == settings);
  REQUIRE(log.photos.size() == 2);
  CHECK(log.photos.at("a \"b\"\n") == first);
  CHECK(log.photos.at("c") == second);
}

TEST_CASE("of two lines of a photo the last counts, and a line cut off is none") {
  const std::string once = log_head(kOneSetting) + line_of(scored("a", 1.0));
  const std::string second = line_of(scored("a", 2.0));
  CHECK(read(once + second).photos.at("a").front() == scored("a", 2.0));
  for (std::size_t cut = 1; cut <= second.size(); ++cut) {
    CHECK(read(once + second.substr(0, second.size() - cut)).photos.at("a").front() ==
          scored("a", 1.0));
  }
  CHECK(read("").settings.empty());
  CHECK(read(log_head(kOneSetting).substr(0, 9)).settings.empty());
}

TEST_CASE("any other line is refused by its number") {
  const std::string two_settings = log_line({{scored("a", 1.0), scored("a", 1.0)}});
  for (const std::string& line :
       {std::string("nonsense"), std::string("{}"), std::string("[]"),
        std::string("{\"photo\": 1}"), std::string("{\"photo\": \"a\"}"),
        std::string("{\"photo\": \"a\", \"scores\": []}"),
        std::string("{\"photo\": \"a\", \"scores\": [{\"values\": [1], \"parts\": [1, 2]}]}"),
        std::string("{\"photo\": \"a\", \"scores\": [{\"values\": [1, 2, null], \"parts\": [1]}]}"),
        std::string("")}) {
    CAPTURE(line);
    const auto error =
        test::error_of([&] { static_cast<void>(read(log_head(kOneSetting) + line + "\n")); });
    REQUIRE(error);
    CHECK(std::string(error->what()) == "the.log: line 2 is no line of a log of scores");
  }
  CHECK(test::error_of([&] { static_cast<void>(read(log_head(kOneSetting) + two_settings)); }));
  CHECK(test::error_of([&] { static_cast<void>(read(line_of(scored("a", 1.0)))); }));
}

}  // namespace
}  // namespace vitviz::eval
