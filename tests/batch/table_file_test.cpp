// SPDX-License-Identifier: Apache-2.0
#include "batch/table_file.h"

#include <string>

#include <doctest/doctest.h>

#include "base/error.h"
#include "batch/table_rows.h"
#include "support/temporary_folder.h"

namespace vitviz::batch {
namespace {

using test::TemporaryFolder;

std::string text_in(const std::filesystem::path& path) {
  const auto bytes = test::read_bytes(path);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

const Json& entry() {
  static const Json entry = Json::parse(R"({
    "all": {"width": 80, "model": "a, \"b\"", "class_index": 7, "seconds_total": 0.25},
    "maps": [{"block": 0, "head": "mean", "entropy": 0.1}, {"block": 1, "head": 2}]})");
  return entry;
}

std::string written(const std::string& name) {
  const TemporaryFolder folder;
  TableFile file(folder / name, base::Overwrite::kNever);
  file.add("b,\xFF.jpg", entry());
  file.add("c.jpg", Json{{"all", Json::object()}, {"maps", Json::array()}});
  CHECK_FALSE(std::filesystem::exists(folder / name));
  file.finish();
  return text_in(folder / name);
}

TEST_CASE("in CSV every row has every column, and what is not known is empty") {
  CHECK(written("maps.csv") ==
        "photo,width,height,input_width,input_height,rows,cols,model,map,block,head,query,entropy,"
        "concentration,center_x,center_y,mask,mask_area,mask_share,box_x,box_y,box_width,"
        "box_height,cls_share,distillation_share,registers_share,class_index,class_label,"
        "class_probability,seconds_forward,seconds_total\n"
        "\"b,\xFF.jpg\",80,,,,,,\"a, \"\"b\"\"\",,0,mean,,0.1,,,,,,,,,,,,,,7,,,,0.25\n"
        "\"b,\xFF.jpg\",80,,,,,,\"a, \"\"b\"\"\",,1,2,,,,,,,,,,,,,,,,7,,,,0.25\n");
}

TEST_CASE("in JSON lines a row has the fields that are known, in the order of the columns") {
  CHECK(written("maps.jsonl") ==
        "{\"photo\":\"b,\uFFFD.jpg\",\"photo_base64\":\"Yiz/LmpwZw==\",\"width\":80,"
        "\"model\":\"a, \\\"b\\\"\",\"block\":0,\"head\":\"mean\",\"entropy\":0.1,"
        "\"class_index\":7,\"seconds_total\":0.25}\n"
        "{\"photo\":\"b,\uFFFD.jpg\",\"photo_base64\":\"Yiz/LmpwZw==\",\"width\":80,"
        "\"model\":\"a, \\\"b\\\"\",\"block\":1,\"head\":2,\"class_index\":7,"
        "\"seconds_total\":0.25}\n");
}

TEST_CASE("numbers keep all of their digits") {
  const TemporaryFolder folder;
  const double third = 1.0 / 3;
  TableFile file(folder / "a.csv", base::Overwrite::kNever);
  file.add("a.jpg", {{"all", {{"entropy", third}}}, {"maps", {Json::object()}}});
  file.finish();
  const std::string text = text_in(folder / "a.csv");
  const std::size_t place = text.find("0.333");
  REQUIRE(place != std::string::npos);
  CHECK(std::stod(text.substr(place)) == third);
}

TEST_CASE("a table that is not finished goes, and one that exists stays") {
  const TemporaryFolder folder;
  {
    TableFile file(folder / "a.csv", base::Overwrite::kNever);
    file.add("a.jpg", entry());
  }
  CHECK(folder.names().empty());
  test::write_bytes(folder / "a.csv", {});
  TableFile file(folder / "a.csv", base::Overwrite::kNever);
  CHECK_THROWS_AS(file.finish(), base::Error);
}

TEST_CASE("a table is told by its ending") {
  CHECK(is_table_name("out/maps.csv"));
  CHECK(is_table_name("maps.jsonl"));
  for (const char* name : {"maps", "maps.json", "maps.CSV", "maps.parquet", ".csv"}) {
    CHECK_FALSE(is_table_name(name));
  }
}

}  // namespace
}  // namespace vitviz::batch
