// SPDX-License-Identifier: Apache-2.0
// Tables as CSV, as JSON and in words.
#include <limits>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "measures/table_csv.h"
#include "measures/table_json.h"

namespace vitviz::measures {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

Table some_table() {
  return {.name = "dimensions",
          .keys = {"block", "token"},
          .columns = {"value", "gain"},
          .rows = {{{0, "cls"}, {0.1, kNothing}}, {{11, "2,3"}, {-1e-20, 3}}}};
}

TEST_CASE("CSV has a header, empty fields for what is missing, and quotes around commas") {
  CHECK(csv_of(some_table()) ==
        "block,token,value,gain\n"
        "0,cls,0.1,\n"
        "11,\"2,3\",-1e-20,3\n");
}

TEST_CASE("deviations stand beside their columns") {
  Table deviations = some_table();
  deviations.rows[0].values = {0.25, kNothing};
  deviations.rows[1].values = {0, 7};
  CHECK(csv_of(some_table(), &deviations) ==
        "block,token,value,value_deviation,gain,gain_deviation\n"
        "0,cls,0.1,0.25,,\n"
        "11,\"2,3\",-1e-20,0,3,7\n");
}

TEST_CASE("JSON has a row's keys and then its values, null for what is missing") {
  CHECK(json_of({some_table()}).dump() ==
        R"({"dimensions":{"keys":["block","token"],"columns":["value","gain"],)"
        R"("rows":[[0,"cls",0.1,null],[11,"2,3",-1e-20,3.0]]}})");
}

TEST_CASE("keys in words name numbers and leave names as they are") {
  const Table table = some_table();
  CHECK(key_in_words(table, table.rows[0]) == "block 0, cls");
}

}  // namespace
}  // namespace vitviz::measures
