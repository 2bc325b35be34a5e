// SPDX-License-Identifier: Apache-2.0
#include "features/csv_rows.h"

#include <doctest/doctest.h>

#include "support/thrown_error.h"

namespace vitviz::features {
namespace {

using Fields = std::vector<std::string>;

TEST_CASE("CSV: fields as RFC 4180 has them") {
  const std::vector<CsvRow> rows =
      csv_rows("\xEF\xBB\xBFpath,label\r\n\"a, \"\"b\"\"\n.jpg\",cat\r\n\n x ,\n", "t.csv");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].fields == Fields{"path", "label"});
  CHECK(rows[1].fields == Fields{"a, \"b\"\n.jpg", "cat"});
  CHECK(rows[1].line == 2);
  CHECK(rows[2].fields == Fields{" x ", ""});
  CHECK(rows[2].line == 5);
  CHECK(csv_rows("", "t.csv").empty());
  CHECK(csv_rows("a,\"b\"", "t.csv")[0].fields == Fields{"a", "b"});
}

TEST_CASE("CSV: a wrong quote is named with its line") {
  const auto message_of = [](std::string_view text) {
    const auto error = test::error_of([&] { static_cast<void>(csv_rows(text, "t.csv")); });
    REQUIRE(error);
    CHECK(error->code() == base::ErrorCode::kInput);
    return std::string(error->what());
  };
  CHECK(message_of("a,b\n\"c,d\ne,f\n") == "t.csv, line 2: a quote that is not closed");
  CHECK(message_of("a,b\nc\"d,e") == "t.csv, line 2: a quote within a field");
  CHECK(message_of("\"a\"b,c") == "t.csv, line 1: text behind the quote that ends a field");
}

}  // namespace
}  // namespace vitviz::features
