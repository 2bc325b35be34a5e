// SPDX-License-Identifier: Apache-2.0
// `vitviz classify` as a user calls it.
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "program/program.h"
#include "support/bytes_of.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

const std::string kDistilled = reference("families/deit_distilled/model.pth");
const std::string kLabelled = reference("model/readouts/dinov2_classifier");

struct Album {
  Album() {
    write_photo(folder / "cat.png");
    write_photo(folder / "dog.png", {.width = 40, .height = 60});
  }
  [[nodiscard]] ProgramResult classify(Words words) const {
    words.insert(words.begin(), "classify");
    return run_program(vitviz_program(), words, {.folder = folder.path()});
  }
  TemporaryFolder folder;
};

std::vector<Json> lines_of(const std::string& text) {
  std::vector<Json> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(Json::parse(line));
  return lines;
}

TEST_CASE("the help of classify is the one that was looked at") {
  INFO("build/dev/vitviz classify --help > tests/golden/classify_help.txt");
  const ProgramResult result = Album().classify({"--help"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == text_of(read_bytes(fs::path(VITVIZ_GOLDEN_FOLDER) / "classify_help.txt")));
}

TEST_CASE("classify: three classes of each head, a line each") {
  const ProgramResult result =
      Album().classify({"cat.png", "-m", kDistilled, "--heads", "3", "--top", "3", "--quiet"});
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  std::istringstream stream(result.out);
  std::vector<std::string> starts;
  for (std::string line; std::getline(stream, line);) starts.push_back(line.substr(0, 24));
  REQUIRE(starts.size() == 1 + 3 * 3);
  CHECK(starts[0] == "cat.png");
  CHECK(starts[1] == "  both heads, as trained");
  CHECK(starts[3] == starts[1]);
  CHECK(starts[4].starts_with("  cls   "));
  CHECK(starts[7].starts_with("  distillation   "));
}

TEST_CASE("classify: labels of config.json, in text and in JSON") {
  const Album album;
  const ProgramResult text = album.classify({"cat.png", "-m", kLabelled});
  CHECK(contains(text.out, "  heron\n"));
  CHECK(contains(text.out, "  cls+mean, as trained  "));
  const auto lines =
      lines_of(album.classify({"cat.png", "dog.png", "-m", kLabelled, "--json"}).out);
  REQUIRE(lines.size() == 2);
  CHECK(lines[1]["photo"] == "dog.png");
  CHECK(lines[1]["height"] == 60);
  const Json& readout = lines[0]["readouts"][0];
  CHECK(readout["readout"] == "cls+mean");
  CHECK(readout["trained"] == true);
  REQUIRE(readout["classes"].size() == 3);  // --top 5, but there are three
  double sum = 0;
  for (const Json& one : readout["classes"]) sum += one["probability"].get<double>();
  CHECK(sum == doctest::Approx(1));
  CHECK(readout["classes"][0]["probability"] >= readout["classes"][1]["probability"]);
}

TEST_CASE("classify: results are the same for any number of threads, in the order of the photos") {
  const Album album;
  for (int i = 0; i < 6; ++i) {
    fs::copy(album.folder / "cat.png", album.folder / fmt::format("a{}.png", i));
  }
  const ProgramResult one = album.classify({".", "-m", kLabelled, "--json", "--threads", "1"});
  const ProgramResult four = album.classify({".", "-m", kLabelled, "--json", "--threads", "4"});
  CHECK(one.out == four.out);
  CHECK(lines_of(one.out).size() == 8);
}

TEST_CASE("classify: a broken photo stops none of the others") {
  const Album album;
  write_broken_photo(album.folder / "bad.png");
  const ProgramResult result = album.classify({".", "-m", kLabelled, "--json"});
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "bad.png"));
  const auto lines = lines_of(result.out);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].contains("error"));
  CHECK(lines[2]["readouts"].size() == 1);
  const ProgramResult alone = album.classify({"bad.png", "missing.png", "--json"});
  CHECK(alone.exit_code == 3);
  CHECK(lines_of(alone.out).size() == 2);
}

TEST_CASE("classify: a model without a classifier, and wrong usage, are refused") {
  const Album album;
  const ProgramResult built_in = album.classify({"cat.png"});
  CHECK(built_in.exit_code == 4);
  CHECK(built_in.out.empty());
  CHECK(contains(built_in.err, "this model has no classifier"));
  CHECK(contains(built_in.err, "-m deit-s16"));
  CHECK(album.classify({}).exit_code == 2);
  CHECK(album.classify({"cat.png", "--top", "0"}).exit_code == 2);
  CHECK(album.classify({"cat.png", "-m", kLabelled, "--size", "50x50"}).exit_code == 2);
}

}  // namespace
}  // namespace vitviz::test
