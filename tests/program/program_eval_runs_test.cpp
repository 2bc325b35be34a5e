// SPDX-License-Identifier: Apache-2.0
// Runs of `vitviz eval`: several settings, several threads, broken photos, and what is left of a
// run that was interrupted.
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "image/photo.h"
#include "program/bright_data.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

using Json = nlohmann::json;

TEST_CASE("eval: a sweep has a row for each setting, and a plot") {
  const ThreePhotos data;
  const ProgramResult result =
      data.eval({"--sweep", "keep=0.2:1:0.2", "--plot", "keep.png", "--score", "iou"});
  CHECK(result.exit_code == 0);
  CHECK(result.out.starts_with("keep  max_f %"));
  for (const char* row : {"\n0.2   ", "\n0.4   ", "\n0.6   ", "\n0.8   ", "\n1.0   "}) {
    CHECK(contains(result.out, row));
  }
  CHECK(contains(result.out, "keep 0.2 | keep 0.4 | keep 0.6 | keep 0.8 | keep 1"));
  const auto plot = image::read_photo(data.folder() / "keep.png", image::Orientation::kUpright);
  CHECK(plot.width() > 1000);
}

TEST_CASE("eval: each photo has a sheet, which nothing replaces that is not asked to") {
  const ThreePhotos data;
  const Words words = {"--sheets", "sheets/new", "--json"};
  const Json results = Json::parse(data.eval(words).out);
  CHECK(results["scores"] == data.json_of({})["scores"]);
  const auto sheet = [&](const std::string& photo) {
    const auto file = data.folder() / ("sheets/new/" + photo + ".masks.png");
    return image::read_photo(file, image::Orientation::kStored);
  };
  CHECK(sheet("a").size() == sheet("b").size());
  CHECK(sheet("c").width() > 500);
  const ProgramResult again = data.eval(words);
  CHECK(again.exit_code == 5);
  CHECK(contains(again.err, "sheets/new/a.masks.png"));
  CHECK(again.out.empty());
  CHECK(data.eval(and_more(words, {"--force"})).exit_code == 0);
}

TEST_CASE("eval: photos whose scores are logged need no sheet any longer") {
  const ThreePhotos data;
  const Words words = {"--sheets", "sheets", "--log", "scores.log"};
  CHECK(data.eval(words).exit_code == 0);
  CHECK(data.eval(words).exit_code == 0);
}

TEST_CASE("eval: every setting of a sweep is what it is by itself") {
  const ThreePhotos data;
  for (const auto& [name, values] : std::vector<std::pair<std::string, Words>>{
           {"keep", {"0.5", "0.999"}}, {"size", {"16", "native"}}, {"head", {"0", "mean"}}}) {
    const Json sweep =
        data.json_of({"--mask", "mass", "--sweep", name + "=" + values[0] + "," + values[1]});
    CHECK(sweep["sweep"] == name);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Json alone = data.json_of({"--mask", "mass", "--" + name, values[i]});
      const Json& point = sweep["settings"][i];
      CAPTURE(values[i]);
      CHECK(point["setting"] == values[i]);
      CHECK(point["scores"] == alone["scores"]);
      CHECK(point["photos"] == alone["photos"]);
      CHECK(point["protocol"] == alone["protocol"]);
    }
  }
}

TEST_CASE("eval: the scores are the same for any number of threads") {
  const BrightData data;
  for (int i = 0; i < 12; ++i) {
    data.add(fmt::format("{:02}", i), {4.0, 12.0 + i, 8, 24}, {4, 20, 8, 20.0 + i / 2});
  }
  const ProgramResult one = data.eval({"--json", "-t", "1"});
  CHECK(one.exit_code == 0);
  CHECK(data.eval({"--json", "-t", "3"}).out == one.out);
}

TEST_CASE("eval: a photo that cannot be read is left out and told of") {
  const ThreePhotos data;
  write_broken_photo(data.folder() / "data/images/b.png");
  const ProgramResult result = data.eval(and_more(kWholeMask, {"--json"}));
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "data/images/b.png"));
  CHECK(contains(result.err, "vitviz: 1 of 3 photos failed and are left out"));
  const Json results = Json::parse(result.out);
  CHECK(results["photos"].size() == 2);
  CHECK(results["left_out"][0]["photo"] == "b");
  CHECK(results["protocol"]["left_out"] == 1);
  CHECK(score(results, "iou") == doctest::Approx((1 + 1.0 / 6) / 2));

  for (const char* photo : {"a", "c"}) {
    write_broken_photo(data.folder() / fmt::format("data/images/{}.png", photo));
  }
  const ProgramResult none = data.eval(kWholeMask);
  CHECK(none.exit_code == 3);
  CHECK(none.out.empty());
  CHECK(contains(none.err, "no photo has a score"));
}

TEST_CASE("eval: a truth of another size than its photo is told of") {
  const ThreePhotos data;
  write_png(data.folder() / "data/masks/b.png", rectangle_photo({20, 20}, kBright));
  const ProgramResult result = data.eval({});
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "this mask has 20 x 20 pixels"));
}

TEST_CASE("eval: a run that was interrupted goes on with the same numbers") {
  const ThreePhotos data;
  const Words sweep = {"--json", "--sweep", "keep=0.5,0.9", "--log", "log"};
  const ProgramResult whole = data.eval(sweep);
  CHECK(whole.exit_code == 0);
  const std::vector<std::byte> log = read_bytes(data.folder() / "log");
  // The middle of the last line, as an interruption leaves it.
  write_bytes(data.folder() / "log", std::span(log).first(log.size() - 30));
  CHECK(data.eval(sweep).out == whole.out);
  CHECK(read_bytes(data.folder() / "log") == log);
  // What is in the log is not computed again: nobody looks at this photo any more.
  write_broken_photo(data.folder() / "data/images/a.png");
  const ProgramResult from_log = data.eval(sweep);
  CHECK(from_log.exit_code == 0);
  CHECK(from_log.out == whole.out);
}

TEST_CASE("eval: a log of another run is refused") {
  const ThreePhotos data;
  CHECK(data.eval({"--keep", "0.5", "--log", "log"}).exit_code == 0);
  const ProgramResult result = data.eval({"--keep", "0.6", "--log", "log"});
  CHECK(result.exit_code == 2);
  CHECK(contains(result.err, "--log log: this file has the scores of something else"));
  CHECK(contains(result.err, "threshold keep 0.5"));
  CHECK(contains(result.err, "threshold keep 0.6"));
}

}  // namespace
}  // namespace vitviz::test
