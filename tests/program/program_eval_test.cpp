// SPDX-License-Identifier: Apache-2.0
// `vitviz eval` on data sets whose scores are known: a model that finds bright rectangles exactly
// (kSharp), and truths that are these rectangles or others.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "program/bright_data.h"
#include "support/bytes_of.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

TEST_CASE("eval: saliency of masks is that of closed forms") {
  const ThreePhotos data;
  const Json results = data.json_of(kWholeMask);
  CHECK(results["task"] == "saliency");
  // Intersection over union: 1, 128 / 384, 256 / 1536.
  CHECK(score(results, "iou") == doctest::Approx((1 + 1.0 / 3 + 1.0 / 6) / 3));
  // Wrong pixels of 1536: none, 2 · 128, 1536 − 256.
  CHECK(score(results, "mae") == doctest::Approx((256 + 1280) / (3 * 1536.0)));
  CHECK(score(results, "accuracy") == doctest::Approx(1 - (256 + 1280) / (3 * 1536.0)));
  CHECK(results["photos"].size() == 3);
  CHECK(results["photos"][1]["photo"] == "b");
  CHECK(results["protocol"]["threshold"] == "keep 0.999");
  CHECK(contains(protocol(results, "prediction"), "mask mass, attention of block 0"));
}

TEST_CASE("eval: a soft map is scored from its lowest to its highest number") {
  const ThreePhotos data;
  const Json results = data.json_of({"--soft"});
  // Dark patches have e^-16 of what bright ones have, which are equal: the map is a mask.
  CHECK(score(results, "iou") == doctest::Approx((1 + 1.0 / 3 + 1.0 / 6) / 3));
  CHECK(score(results, "mae") == doctest::Approx((256 + 1280) / (3 * 1536.0)).epsilon(1e-4));
}

TEST_CASE("eval: jaccard, corloc and segments") {
  const ThreePhotos data;
  const Json jaccard = data.json_of(and_more(kWholeMask, {"--task", "jaccard"}));
  CHECK(score(jaccard, "jaccard") == doctest::Approx((1 + 1.0 / 3 + 1.0 / 6) / 3));
  CHECK(jaccard["protocol"]["heads"] == "best of 1 for each object");

  const Json corloc = data.json_of(and_more(kWholeMask, {"--task", "corloc"}));
  CHECK(score(corloc, "corloc") == doctest::Approx(1.0 / 3));
  CHECK(score(corloc, "best_iou") == doctest::Approx((1 + 1.0 / 3 + 1.0 / 6) / 3));

  const Json segments = data.json_of({"--task", "segments"});
  CHECK(score(segments, "pixel_accuracy") == doctest::Approx(1 - (256 + 1280) / (3 * 1536.0)));
  // Background: 1280 + 1152 + 0 common of 1280 + 1408 + 1280; objects: 256 + 128 + 256 of
  // 256 + 384 + 1536.
  CHECK(score(segments, "miou") == doctest::Approx((2432.0 / 3968 + 640.0 / 2176) / 2));
  CHECK(segments["protocol"]["threshold"] == "mean of the map");
}

TEST_CASE("eval: scores at the input's size reduce the truth") {
  const ThreePhotos data;
  const Json results =
      data.json_of(and_more(kWholeMask, {"--size", "16x24", "--score-at", "input"}));
  CHECK(score(results, "iou") == doctest::Approx((1 + 1.0 / 3 + 1.0 / 6) / 3));
  CHECK(contains(protocol(results, "resize"), "truths nearest"));
}

TEST_CASE("eval: text says every score with its interval, and the protocol below") {
  const ThreePhotos data;
  const ProgramResult result = data.eval(kWholeMask);
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "iou         50.0 %   16.7 to 100.0   intersection over union"));
  for (const std::string line :
       {"\nprotocol\n", "  data set    data\n", "  photos      3\n", "  truth       foreground\n",
        "  model       model, f32\n", "  interval    95 % by bootstrap"}) {
    CAPTURE(line);
    CHECK(contains(result.out, line));
  }
}

TEST_CASE("eval: the CSV has a row for each photo") {
  const ThreePhotos data;
  CHECK(data.eval(and_more(kWholeMask, {"--csv", "scores.csv"})).exit_code == 0);
  const std::string csv = text_of(read_bytes(data.folder() / "scores.csv"));
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 4);
  CHECK(csv.starts_with("photo,max_f,iou,accuracy,mae,s_measure,protocol\na,1,1,1,0,"));

  const ProgramResult again = data.eval(and_more(kWholeMask, {"--csv", "scores.csv"}));
  CHECK(again.exit_code == 5);
  CHECK(contains(again.err, "already exists"));
  CHECK(data.eval(and_more(kWholeMask, {"--csv", "scores.csv", "--force"})).exit_code == 0);
}

TEST_CASE("eval: what does not suit is refused before anything is computed") {
  const ThreePhotos data;
  const auto refused = [&](const Words& words, const char* text) {
    const ProgramResult result = data.eval(words);
    CAPTURE(result.err);
    return result.exit_code == 2 && contains(result.err, text);
  };
  CHECK(refused({"--task", "segments", "--keep", "0.5"}, "--keep: here the map itself is scored"));
  CHECK(refused({"--head", "all"}, "--head all: only jaccard"));
  CHECK(refused({"--split", "val"}, "--split val: only data sets in the layout of VOC"));
  CHECK(refused({"--sweep", "keep=0.5", "--plot", "p.png", "--score", "ap"},
                "--score ap: this task has no such score"));
  const ProgramResult missing = run_program(vitviz_program(), {"eval", "/no/such/set"});
  CHECK(missing.exit_code == 3);
  CHECK(contains(missing.err, "/no/such/set: there is no such file or folder"));
}

TEST_CASE("eval: boxes of VOC, hard ones too or not") {
  const ThreePhotos data;
  const fs::path root = data.folder() / "data";
  const auto box = [](int left, int right, int hard) {
    return fmt::format(
        "<object><difficult>{}</difficult><bndbox><xmin>{}</xmin><ymin>9</ymin><xmax>{}</xmax>"
        "<ymax>24</ymax></bndbox></object>",
        hard, left, right);
  };
  fs::remove_all(root / "masks");
  fs::rename(root / "images", root / "JPEGImages");
  fs::create_directories(root / "Annotations");
  fs::create_directories(root / "ImageSets/Main");
  for (const char* name : {"a", "b"}) {
    write_jpeg(root / fmt::format("JPEGImages/{}.jpg", name), rectangle_photo(kBrightSize, kBright),
               1);
  }
  const auto annotate = [&](const char* name, const std::string& objects) {
    write_bytes(root / fmt::format("Annotations/{}.xml", name),
                bytes_of("<annotation>" + objects + "</annotation>"));
  };
  annotate("a", box(9, 24, 0));
  annotate("b", box(30, 40, 0) + box(9, 24, 1));
  write_bytes(root / "ImageSets/Main/val.txt", bytes_of("b\n"));

  CHECK(score(data.json_of(kWholeMask), "corloc") == 1.0);
  const Json easy = data.json_of(and_more(kWholeMask, {"--drop-hard"}));
  CHECK(score(easy, "corloc") == 0.5);
  CHECK(contains(protocol(easy, "rule"), "without hard boxes"));
  const Json split = data.json_of(and_more(kWholeMask, {"--drop-hard", "--split", "val"}));
  CHECK(score(split, "corloc") == 0.0);
  CHECK(split["protocol"]["data_set"] == "data, split val");
}

TEST_CASE("the help of eval is the one that was looked at") {
  INFO("after a change that is meant: build/dev/vitviz eval --help > tests/golden/eval_help.txt");
  const ProgramResult result = run_program(vitviz_program(), {"eval", "--help"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == text_of(read_bytes(fs::path(VITVIZ_GOLDEN_FOLDER) / "eval_help.txt")));
}

}  // namespace
}  // namespace vitviz::test
