// SPDX-License-Identifier: Apache-2.0
#include "io/model_error.h"

#include <limits>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support/thrown_error.h"

namespace vitviz::io {
namespace {

TEST_CASE("a broken model is named, and the hint is to get it again") {
  const auto error = test::error_of([] { fail_model("a\nb", "is broken"); });
  REQUIRE(error.has_value());
  CHECK(error->code() == base::ErrorCode::kModel);
  CHECK(error->what() == std::string("a\\nb: is broken"));
  CHECK(error->hint() == kDamagedHint);
}

TEST_CASE("another hint takes its place") {
  const auto error = test::error_of([] { fail_model("a", "is a folder", "name a file in it"); });
  REQUIRE(error.has_value());
  CHECK(error->hint() == "name a file in it");
}

TEST_CASE("a file cut short says how much there is, and of how much") {
  const auto exactly = test::error_of([] { fail_truncated("a", 7, 9); });
  REQUIRE(exactly.has_value());
  CHECK(exactly->what() == std::string("a: the file ends after 7 of 9 bytes"));
  CHECK(test::contains(exactly->hint(), "not be fully downloaded"));
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  const auto at_least = test::error_of([] { fail_truncated("a", 7, kMost, Expected::kAtLeast); });
  REQUIRE(at_least.has_value());
  CHECK(at_least->what() ==
        std::string("a: the file ends after 7 of at least 18446744073709551615 bytes"));
}

TEST_CASE("messages quote a name whole, escaped, or cut between two characters") {
  CHECK(in_quotes("") == "''");
  CHECK(in_quotes("blocks.0.norm1.weight") == "'blocks.0.norm1.weight'");
  CHECK(in_quotes("a\nb") == "'a\\nb'");
  CHECK(in_quotes(std::string(120, 'x')) == fmt::format("'{}'", std::string(120, 'x')));
  CHECK(in_quotes(std::string(121, 'x')) == fmt::format("'{}…'", std::string(120, 'x')));
  std::string umlauts = "x";
  for (int i = 0; i < 100; ++i) umlauts += "ü";
  CHECK(in_quotes(umlauts) == fmt::format("'{}…'", umlauts.substr(0, 119)));
  CHECK(in_quotes(std::string(1000, '\x80')) == "'…'");
}

}  // namespace
}  // namespace vitviz::io
