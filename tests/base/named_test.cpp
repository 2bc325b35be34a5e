// SPDX-License-Identifier: Apache-2.0
#include "base/named.h"

#include <array>
#include <stdexcept>

#include <doctest/doctest.h>

namespace vitviz::base {
namespace {

constexpr std::array kNumbers = {Named{"one", 1}, Named{"two", 2}, Named{"three", 3}};

TEST_CASE("a value has its name, and a name its value") {
  CHECK(name_of(kNumbers, 2) == "two");
  CHECK(value_named(kNumbers, "three") == 3);
  CHECK_FALSE(value_named(kNumbers, "four"));
  CHECK_THROWS_AS((void)name_of(kNumbers, 4), std::logic_error);
}

TEST_CASE("names are listed as people write them") {
  CHECK(names_in(kNumbers) == "one, two or three");
  CHECK(names_in(std::array{Named{"one", 1}, Named{"two", 2}}) == "one or two");
  CHECK(names_in(std::array{Named{"one", 1}}) == "one");
}

}  // namespace
}  // namespace vitviz::base
