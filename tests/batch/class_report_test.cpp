// SPDX-License-Identifier: Apache-2.0
#include "batch/class_report.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace vitviz::batch {
namespace {

using Of = model::ClassReadout::Of;

ClassifiedPhoto classified_photo() {
  ClassifiedPhoto classified;
  classified.geometry = {.photo = {.width = 640, .height = 480},
                         .network = {.width = 64, .height = 48},
                         .patch = 16,
                         .grid = {.rows = 3, .cols = 4}};
  classified.readouts = {
      {{Of::kAsTrained, "cls"}, {{281, "tabby", 0.75}, {7, "", 0.125}}},
      {{Of::kPatchMean, "mean"}, {{12345, "a\nb", 1}}},
  };
  return classified;
}

TEST_CASE("classes are aligned lines, one for each, below the photo") {
  CHECK(text_of("c\tat.jpg", classified_photo()) ==
        "c\\tat.jpg\n"
        "  cls, as trained   75.0 %    281  tabby\n"
        "  cls, as trained   12.5 %      7\n"
        "  mean             100.0 %  12345  a\\nb\n");
}

TEST_CASE("a photo's classes are one line of JSON") {
  model::Blueprint blueprint;
  blueprint.name = "tiny";
  ClassifiedPhoto classified = classified_photo();
  const std::string line = json_of("cat.jpg", classified, blueprint);
  CHECK(line.find('\n') == line.size() - 1);
  nlohmann::json want = nlohmann::json::parse(R"({
    "photo": "cat.jpg", "width": 640, "height": 480, "model": "tiny", "precision": "f32",
    "input": {"width": 64, "height": 48}, "grid": {"rows": 3, "cols": 4, "patch": 16},
    "readouts": [
      {"readout": "cls", "trained": true,
       "classes": [{"label": "tabby", "index": 281, "probability": 0.75},
                   {"index": 7, "probability": 0.125}]},
      {"readout": "mean", "trained": false,
       "classes": [{"label": "a\nb", "index": 12345, "probability": 1.0}]}]})");
  CHECK(nlohmann::json::parse(line) == want);
  classified.crop = image::Rectangle{{10, 20}, {30, 40}};
  classified.notes = {"ends early"};
  want["crop"] = {{"x", 10}, {"y", 20}, {"width", 30}, {"height", 40}};
  want["notes"] = {"ends early"};
  CHECK(nlohmann::json::parse(json_of("cat.jpg", classified, blueprint)) == want);
}

}  // namespace
}  // namespace vitviz::batch
