// SPDX-License-Identifier: Apache-2.0
// `vitviz probe` as a user calls it.
#include <filesystem>
#include <fstream>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "program/program.h"
#include "support/bytes_of.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;

const std::string kModel = reference("s4_timm_augreg/model.safetensors");

// Six wide photos and six tall ones, a folder each.
struct Classes {
  Classes() {
    for (const char* name : {"tall", "wide"}) fs::create_directory(folder / name);
    for (int i = 0; i < 6; ++i) {
      const std::string name = std::to_string(i) + ".png";
      write_photo(folder / "wide" / name, {.width = 60 + i, .height = 40});
      write_photo(folder / "tall" / name, {.width = 40, .height = 60 + i});
    }
  }
  [[nodiscard]] ProgramResult probe(std::vector<std::string> words) const {
    words.insert(words.begin(), {"probe", "-m", kModel});
    return run_program(vitviz_program(), words, {.folder = folder.path()});
  }
  TemporaryFolder folder;
};

TEST_CASE("probe: classes that differ in every photo are told apart by every readout") {
  const Classes classes;
  const ProgramResult result = classes.probe({".", "--json"});
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  const auto json = nlohmann::json::parse(result.out);
  CHECK(json["classes"][0]["name"] == "tall");
  CHECK(json["classes"][1]["photos"] == 6);
  REQUIRE(json["scores"].size() == 3);
  const char* const readouts[] = {"cls", "mean", "cls+mean"};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto& scores = json["scores"][i];
    CHECK(scores["readout"] == readouts[i]);
    CHECK(scores["linear"]["accuracy"] == 1.0);
    CHECK(scores["linear"]["confusion"] == nlohmann::json::parse("[[6,0],[0,6]]"));
    CHECK(scores["linear"]["low"] < 0.8);  // twelve photos prove little
    CHECK(scores["linear"]["chosen_c"].size() == 5);
  }
  CHECK(json["scores"][2]["width"] == 2 * json["scores"][0]["width"].get<int>());
}

TEST_CASE("probe: a table of blocks, its CSV and its plot") {
  const Classes classes;
  const ProgramResult result =
      classes.probe({".", "--blocks", "all", "--csv", "p.csv", "--plot", "p.png", "--quiet"});
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  CHECK(result.out.starts_with("block  readout   width"));
  CHECK(contains(result.out, "12 in 2 classes of ."));
  const std::string csv = text_of(read_bytes(classes.folder / "p.csv"));
  CHECK(csv.starts_with("block,readout,width,knn,knn_low,"));
  CHECK(contains(csv, "\n0,cls,"));
  CHECK(fs::file_size(classes.folder / "p.png") > 1000);
  CHECK(classes.probe({".", "--csv", "p.csv"}).exit_code == 5);
  // The same for any number of threads.
  const ProgramResult again = classes.probe({".", "--blocks", "all", "-t", "1"});
  CHECK(again.out == result.out);
  CHECK(contains(again.err, "have no class and are left out: 1"));  // the plot
}

TEST_CASE(
    "probe: a photo that cannot be read is left out, but for a class that then is too small") {
  const Classes classes;
  write_broken_photo(classes.folder / "tall" / "0.png");
  const ProgramResult one = classes.probe({"."});
  CHECK(one.exit_code == 3);
  CHECK(contains(one.err, "1 of 12 photos failed"));
  CHECK(contains(one.out, "11 in 2 classes"));
  write_broken_photo(classes.folder / "tall" / "1.png");
  const ProgramResult two = classes.probe({"."});
  CHECK(two.exit_code == 3);
  CHECK(contains(two.err, ".: the class tall has 4 photos, a probe needs 5"));
  CHECK(two.out.empty());
}

TEST_CASE("probe: what is wrong is said before a model is loaded") {
  const Classes classes;
  const auto fails = [&](std::vector<std::string> words, int code, std::string_view message) {
    const ProgramResult result = classes.probe(std::move(words));
    CAPTURE(result.err);
    return result.exit_code == code && contains(result.err, message) && result.out.empty();
  };
  CHECK(fails({}, 2, "no folder given"));
  CHECK(fails({"tall", "wide"}, 2, "one folder"));
  CHECK(fails({"tall"}, 3, "tall: there are no folders of classes in it"));
  CHECK(fails({"none"}, 3, "none"));
  CHECK(fails({".", "--blocks", "99"}, 2, "--blocks 99: the model has no such block"));
  CHECK(fails({".", "--blocks", "x"}, 2, "--blocks"));
  std::ofstream(classes.folder / "t.csv") << "path,label\nwide/0.png,a\nwide/1.png,b\n";
  CHECK(fails({"t.csv"}, 3, "t.csv: the class a has 1 photo, a probe needs 5"));
}

TEST_CASE("the help of probe is the one that was looked at") {
  INFO("after a change that is meant: build/dev/vitviz probe --help > tests/golden/probe_help.txt");
  const ProgramResult result = run_program(vitviz_program(), {"probe", "--help"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == text_of(read_bytes(fs::path(VITVIZ_GOLDEN_FOLDER) / "probe_help.txt")));
}

}  // namespace
}  // namespace vitviz::test
