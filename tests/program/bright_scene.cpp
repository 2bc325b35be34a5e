// SPDX-License-Identifier: Apache-2.0
#include "program/bright_scene.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "image/photo.h"
#include "program/program.h"

namespace vitviz::test {
namespace {

using Json = nlohmann::json;

struct PatchSize {  // in pixels of the photo
  double width;
  double height;
};

PatchSize patch_size(const BrightCase& c, int patch) {
  return {static_cast<double>(c.photo.width) * patch / c.network.width,
          static_cast<double>(c.photo.height) * patch / c.network.height};
}

}  // namespace

Edges edges_of(const BrightCase& c, int patch) {
  const auto [width, height] = patch_size(c, patch);
  return {.left = c.bright.left * width,
          .right = c.bright.right * width,
          .top = c.bright.top * height,
          .bottom = c.bright.bottom * height};
}

Tolerance tolerance_of(const BrightCase& c, int patch, double patches) {
  const auto [width, height] = patch_size(c, patch);
  return {patches * width, patches * height};
}

BrightScene::BrightScene(const BrightPatches& model) : model_(model) {
  write_model(folder_ / "model.safetensors", model);
}

Json BrightScene::draw(const std::vector<std::string>& words) const {
  std::vector<std::string> all = {"-m",      "model.safetensors", "--json",
                                  "--force", "--precision",       "f32"};
  all.insert(all.end(), words.begin(), words.end());
  const ProgramResult result = run_vitviz(folder_.path(), all);
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  return Json::parse(result.out);
}

Json BrightScene::draw(const BrightCase& c, const std::vector<std::string>& words) const {
  write_png(folder_ / "photo.png", rectangle_photo(c.photo, edges_of(c, model_.patch)));
  std::vector<std::string> all = {"photo.png", "--size", c.size};
  all.insert(all.end(), words.begin(), words.end());
  Json told = draw(all);
  CHECK(told["width"] == c.photo.width);
  CHECK(told["height"] == c.photo.height);
  CHECK(told["input"] == Json({{"width", c.network.width}, {"height", c.network.height}}));
  CHECK(told["grid"] == Json({{"rows", c.network.height / model_.patch},
                              {"cols", c.network.width / model_.patch},
                              {"patch", model_.patch}}));
  return told;
}

image::RgbImage BrightScene::picture(const std::string& name) const {
  return image::read_photo(folder_ / name, image::Orientation::kStored);
}

}  // namespace vitviz::test
