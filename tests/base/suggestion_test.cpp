// SPDX-License-Identifier: Apache-2.0
#include "base/suggestion.h"

#include <doctest/doctest.h>

namespace vitviz::base {
namespace {

const std::vector<std::string> kKnown = {"--head", "--heads", "--recursive", "--raw"};

TEST_CASE("the nearest word is the one with the fewest edits") {
  CHECK(nearest("--haed", kKnown) == "--head");
  CHECK(nearest("--headss", kKnown) == "--heads");
  CHECK(nearest("--recursiv", kKnown) == "--recursive");
  CHECK(nearest("--row", kKnown) == "--raw");
}

TEST_CASE("the beginning of a word stands for it") {
  CHECK(nearest("--re", kKnown) == "--recursive");
  CHECK_FALSE(nearest("--", kKnown));
}

TEST_CASE("a word too different is no guess") {
  CHECK_FALSE(nearest("--threshold", kKnown));
  CHECK_FALSE(nearest("", kKnown));
  CHECK_FALSE(nearest(std::string(100000, 'x'), kKnown));
}

}  // namespace
}  // namespace vitviz::base
