// SPDX-License-Identifier: Apache-2.0
#include "commands/eval_sweep.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace vitviz::commands {
namespace {

using Texts = std::vector<std::string>;

Texts values_of(const std::string& text) {
  const auto sweep = parse_sweep(text);
  return sweep ? sweep->values : Texts{};
}

TEST_CASE("a range has both ends and as many decimals as it was given") {
  CHECK(values_of("keep=0.3:0.9:0.1") == Texts{"0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9"});
  CHECK(values_of("keep=0.1:0.2:0.05") == Texts{"0.10", "0.15", "0.20"});
  CHECK(values_of("block=0:11:5") == Texts{"0", "5", "10"});
  CHECK(values_of("threshold=-0.5:0.5:0.5") == Texts{"-0.5", "0.0", "0.5"});
  CHECK(values_of("size=224:224:16") == Texts{"224"});
}

TEST_CASE("a list has its values in its order, each once") {
  CHECK(values_of("head=mean,0,2,0") == Texts{"mean", "0", "2"});
  CHECK(values_of("size=224,480x320,native") == Texts{"224", "480x320", "native"});
}

TEST_CASE("a range gives the numbers that one would write") {
  const auto sweep = parse_sweep("keep=0.01:1:0.01");
  REQUIRE(sweep);
  REQUIRE(sweep->values.size() == 100);
  for (int i = 0; i < 100; ++i) {
    scoring::Setting setting;
    REQUIRE(sweep->option->apply(sweep->values[static_cast<std::size_t>(i)], setting));
    CHECK(setting.question.mask.keep == std::stod(fmt::format("{:.2f}", 0.01 * (i + 1))));
  }
}

TEST_CASE("what is no sweep is none") {
  for (const char* text : {"",
                           "keep",
                           "keep=",
                           "=1",
                           "opacity=0.5",
                           "keep=0.5,2",
                           "keep=0.9:0.3:0.1",
                           "keep=0.3:0.9:0",
                           "keep=0.3:0.9:-0.1",
                           "keep=0.3:0.9",
                           "keep=0:1:0.5",
                           "head=x",
                           "block=0:1000:1",
                           "block=0.5",
                           "size=0",
                           "keep=nan",
                           "keep=0.1:inf:0.1",
                           "threshold=0:1:1e-1",
                           "threshold=0:1:0.0000000001",
                           "threshold=2"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_sweep(text));
  }
}

}  // namespace
}  // namespace vitviz::commands
