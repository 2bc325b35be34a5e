// SPDX-License-Identifier: Apache-2.0
#include "program/bright_data.h"

#include <doctest/doctest.h>

#include "program/bright_patches.h"

namespace vitviz::test {

Words and_more(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

double score(const nlohmann::json& results, const char* name) {
  return results["scores"][name]["value"];
}

std::string protocol(const nlohmann::json& results, const char* line) {
  return results["protocol"][line];
}

BrightData::BrightData() {
  write_model(folder_ / "model.safetensors", kSharp);
  std::filesystem::create_directories(folder_ / "data/images");
  std::filesystem::create_directories(folder_ / "data/masks");
}

void BrightData::add(const std::string& name, const Edges& bright, const Edges& truth) const {
  write_png(folder_ / ("data/images/" + name + ".png"), rectangle_photo(kBrightSize, bright));
  write_png(folder_ / ("data/masks/" + name + ".png"), rectangle_photo(kBrightSize, truth));
}

ProgramResult BrightData::eval(const Words& more) const {
  const Words words = {"eval",   "data",   "-m",         "model.safetensors",
                       "--size", "native", "--upsample", "nearest"};
  return run_program(vitviz_program(), and_more(words, more), {.folder = folder_.path()});
}

nlohmann::json BrightData::json_of(const Words& more) const {
  const ProgramResult result = eval(and_more(more, {"--json"}));
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  return nlohmann::json::parse(result.out);
}

ThreePhotos::ThreePhotos() {
  add("a", kBright, kBright);
  add("b", kBright, kShifted);
  add("c", kBright, kAll);
}

}  // namespace vitviz::test
