// SPDX-License-Identifier: Apache-2.0
// The table of a run: a row for each photo and map.
#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "program/built_in_model.h"
#include "program/photo_folder.h"
#include "program/program.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

std::vector<Json> rows_in(const fs::path& file) {
  std::istringstream lines(text_in(file));
  std::vector<Json> rows;
  for (std::string line; std::getline(lines, line);) rows.push_back(Json::parse(line));
  return rows;
}

TEST_CASE("a table has a row for each photo and map, and agrees with what --json says") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const ProgramResult result =
      run_vitviz(folder.path(), {"cat.png", "--table", "t.jsonl", "--json", "--boxes", "--refine",
                                 "none", "--view", "mask", "--block", "all", "--head", "all",
                                 "--query", "30,20", "--query", "5,5"});
  REQUIRE(result.exit_code == 0);
  const Json told = Json::parse(result.out);
  const std::vector<Json> rows = rows_in(folder / "t.jsonl");
  REQUIRE(rows.size() == 2 * kBlocks * kHeads);
  const Json& row = rows[kBlocks * kHeads + kHeads];  // query 2, block 1, head 0
  CHECK(row["photo"] == "cat.png");
  CHECK(row["width"] == 60);
  CHECK(row["height"] == 40);
  CHECK(row["input_width"] == 96);
  CHECK(row["rows"] == kRows);
  CHECK(row["cols"] == kCols);
  CHECK(row["model"] == kName);
  CHECK(row["map"] == "attention");
  CHECK(row["query"] == 2);
  CHECK(row["block"] == 1);
  CHECK(row["head"] == 0);
  CHECK(row["mask"] == told["mask"]["method"]);
  CHECK_FALSE(row.contains("class_index"));  // the built-in model has no classifier
  const auto share =
      std::find_if(told["prefix_share"].begin(), told["prefix_share"].end(),
                   [](const Json& one) { return one["block"] == 1 && one["query"] == 2; });
  REQUIRE(share != told["prefix_share"].end());
  CHECK(row["cls_share"] == (*share)["cls"]);
  CHECK(row["registers_share"] == (*share)["registers"]);
  const auto object = std::find_if(
      told["objects"].begin(), told["objects"].end(),
      [](const Json& one) { return one["block"] == 1 && one["query"] == 2 && one["head"] == 0; });
  REQUIRE(object != told["objects"].end());
  CHECK(row["mask_area"] == (*object)["area"]);
  CHECK(row["box_x"] == (*object)["box"]["x"]);
  CHECK(row["box_height"] == (*object)["box"]["height"]);
  CHECK(row["mask_share"].get<double>() ==
        doctest::Approx((*object)["area"].get<double>() / (60 * 40)));
}

TEST_CASE("measures lie within their bounds, and the centre is where the disc is") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png", {.width = 120, .height = 80});  // a disc around (40, 40)
  REQUIRE(run_vitviz(folder.path(),
                     {"cat.png", "--view", "none", "--table", "t.jsonl", "--size", "224"})
              .exit_code == 0);
  const std::vector<Json> rows = rows_in(folder / "t.jsonl");
  REQUIRE(rows.size() == 1);
  const Json& row = rows[0];
  const double patches = row["rows"].get<double>() * row["cols"].get<double>();
  CHECK(row["entropy"].get<double>() > 0);
  CHECK(row["entropy"].get<double>() < std::log2(patches));
  CHECK(row["concentration"].get<double>() > 0.1);
  CHECK(row["concentration"].get<double>() <= 1);
  CHECK(row["center_x"].get<double>() == doctest::Approx(40).epsilon(0.5));
  CHECK(row["center_y"].get<double>() == doctest::Approx(40).epsilon(0.5));
  CHECK(row["seconds_total"].get<double>() >= row["seconds_forward"].get<double>());
}

TEST_CASE("a map that goes below zero has no entropy") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  REQUIRE(run_vitviz(folder.path(),
                     {"cat.png", "--map", "similarity", "--view", "none", "--table", "t.jsonl"})
              .exit_code == 0);
  const Json row = rows_in(folder / "t.jsonl").at(0);
  CHECK(row["map"] == "similarity");
  CHECK_FALSE(row.contains("entropy"));
  CHECK_FALSE(row.contains("center_x"));
  CHECK_FALSE(row.contains("head"));
  CHECK(row.contains("mask_area"));
}

TEST_CASE("a table alone is a result, of a broken photo without a row, the same for any threads") {
  const TemporaryFolder folder;
  write_photos(folder, 5);
  write_broken_photo(folder / "photos/2b.png");
  std::vector<std::string> tables;
  for (const char* threads : {"1", "4"}) {
    const std::string name = fmt::format("t{}.csv", threads);
    const ProgramResult result =
        run_vitviz(folder.path(), {"photos", "-o", fmt::format("out{}", threads), "--view", "none",
                                   "--table", name, "-t", threads});
    CHECK(result.exit_code == 3);
    CHECK(result.out.empty());
    tables.push_back(without_times(text_in(folder / name)));
  }
  CHECK(std::count(tables[0].begin(), tables[0].end(), '\n') == 6);
  CHECK(tables[0] == tables[1]);
}

TEST_CASE("a run that goes on writes the whole table, with photos that it does not draw again") {
  const TemporaryFolder folder;
  write_photos(folder, 6);
  const Words run = {"photos", "-o", "out", "--table", "out/t.csv"};
  CHECK(run_vitviz(folder.path(), run).exit_code == 0);
  const std::string whole = text_in(folder / "out/t.csv");
  fs::remove(folder / "out/t.csv");
  fs::remove(folder / "out/4.mask.png");
  const ProgramResult resumed = run_vitviz(folder.path(), with(run, {"--resume"}));
  CHECK(resumed.exit_code == 0);
  CHECK(contains(resumed.err, "1 drawn, 5 done before"));
  const std::string again = text_in(folder / "out/t.csv");
  CHECK(without_times(again) == without_times(whole));
  CHECK(again.substr(0, again.find("4.png")) == whole.substr(0, whole.find("4.png")));
}

TEST_CASE("a table with another ending, or of --dino, is refused before anything is drawn") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const ProgramResult ending = run_vitviz(folder.path(), {"cat.png", "--table", "t.parquet"});
  CHECK(ending.exit_code == 2);
  CHECK(contains(ending.err, "--table 't.parquet': must be the name of a .csv or .jsonl file"));
  CHECK(run_vitviz(folder.path(), {"cat.png", "--table", "t.csv", "--dino"}).exit_code == 2);
  CHECK(folder.names() == Words{"cat.png"});
}

}  // namespace
}  // namespace vitviz::test
