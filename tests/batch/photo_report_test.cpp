// SPDX-License-Identifier: Apache-2.0
#include "batch/photo_report.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace vitviz::batch {
namespace {

using Json = nlohmann::json;

const analysis::MapKind& map_named(std::string_view name) {
  return *base::value_named(analysis::map_kinds(), name).value();
}

DrawnPhoto drawn_photo() {
  DrawnPhoto drawn;
  drawn.geometry = {.photo = {.width = 640, .height = 480},
                    .network = {.width = 64, .height = 48},
                    .patch = 16,
                    .grid = {.rows = 3, .cols = 4}};
  drawn.files.emplace_back(PictureFile{
      "overlay", {.block = 3, .head = {}}, "a\nb.png", color::ValueScale{{0.25F, 0.5F}, 2}, 1});
  drawn.files.emplace_back(ArrayFile{RawArray::kAttention, {12, 1, 3, 4}, "cat.attention.npy"});
  drawn.seconds = {.read = 0.25, .forward = 0.5, .draw = 0, .write = 0, .total = 0.75};
  return drawn;
}

TEST_CASE("paths come one per line, whatever they contain") {
  using namespace std::string_literals;
  const DrawnPhoto drawn = drawn_photo();
  CHECK(paths_of(drawn, PathForm::kPrintable) == "a\\nb.png\ncat.attention.npy\n");
  CHECK(paths_of(drawn, PathForm::kRaw) == "a\nb.png\ncat.attention.npy\n");
  CHECK(paths_of(drawn, PathForm::kRawNul) == "a\nb.png\0cat.attention.npy\0"s);
}

TEST_CASE("a photo is one line of JSON") {
  model::Blueprint blueprint;
  blueprint.blocks = 12;
  blueprint.heads = 2;
  blueprint.name = "tiny";
  const analysis::MapSelection selection(analysis::Each{}, tensor::HeadFusion::kMean, blueprint);
  const std::string line = json_of("cat.jpg", drawn_photo(), blueprint, selection);
  CHECK(line.find('\n') == line.size() - 1);
  CHECK(Json::parse(line) == Json::parse(R"({
    "photo": "cat.jpg", "width": 640, "height": 480, "model": "tiny", "precision": "f32",
    "input": {"width": 64, "height": 48}, "grid": {"rows": 3, "cols": 4, "patch": 16},
    "map": "attention", "block": "all", "head": "mean",
    "files": [{"view": "overlay", "block": 3, "range": [0.25, 0.5], "gamma": 2.0, "beyond": 1,
               "path": "a\nb.png"},
              {"raw": "attention", "path": "cat.attention.npy", "shape": [12, 1, 3, 4]}],
    "seconds": {"read": 0.25, "forward": 0.5, "draw": 0.0, "write": 0.0, "total": 0.75}})"));
}

TEST_CASE("a path that is no UTF-8 stands beside its text in base64") {
  model::Blueprint blueprint;
  blueprint.blocks = 1;
  blueprint.heads = 1;
  const analysis::MapSelection selection(0, tensor::HeadFusion::kMean, blueprint);
  DrawnPhoto drawn = drawn_photo();
  std::get<ArrayFile>(drawn.files[1]).path = "gr\xFC\xDF.npy";
  const Json object = Json::parse(json_of("gr\xFC\xDF", drawn, blueprint, selection));
  CHECK(object["photo"] == "gr\uFFFD\uFFFD");
  CHECK(object["photo_base64"] == "Z3L83w==");
  CHECK(object["files"][1]["path_base64"] == "Z3L83y5ucHk=");
  CHECK_FALSE(object["files"][0].contains("path_base64"));
  const base::Failure failure{base::ErrorCode::kInput, "missing", ""};
  CHECK(Json::parse(json_of("\xFF", failure))["photo_base64"] == "/w==");
}

TEST_CASE("classes are told where there are any, the pooling head by its name") {
  model::Blueprint blueprint;
  blueprint.blocks = 12;
  blueprint.heads = 2;
  blueprint.name = "tiny";
  DrawnPhoto drawn = drawn_photo();
  drawn.findings.classes = {{.index = 281, .label = "tabby", .probability = 0.75},
                            {.index = 3, .label = "", .probability = 0.25}};
  const analysis::MapSelection selection =
      analysis::MapSelection::of_pooling_head(tensor::HeadFusion::kMean, blueprint);
  const Json object = Json::parse(json_of("cat.jpg", drawn, blueprint, selection));
  CHECK(object["block"] == "pooling");
  CHECK(object["classes"] == Json::parse(R"([{"label": "tabby", "index": 281, "probability": 0.75},
                                             {"index": 3, "probability": 0.25}])"));
}

TEST_CASE("what a map leaves out is told, and where queries lie") {
  model::Blueprint blueprint;
  blueprint.blocks = 12;
  blueprint.heads = 2;
  blueprint.prefix = {model::PrefixToken::kCls, model::PrefixToken::kRegister};
  DrawnPhoto drawn = drawn_photo();
  drawn.findings.prefix_shares = {{{}, {.cls = 0.25, .distillation = {}, .registers = 0.125}}};
  drawn.findings.outliers = {
      {{}, {.median = 4, .deviation = 1, .threshold = 14, .indices = {1, 5, 8}}}};
  const analysis::MapSelection norm(-1, tensor::HeadFusion::kMean, blueprint, map_named("norm"));
  const Json object = Json::parse(json_of("cat.jpg", drawn, blueprint, norm));
  CHECK(object["map"] == "norm");
  CHECK_FALSE(object.contains("head"));
  CHECK(object["prefix_share"] == Json::parse(R"({"cls": 0.25, "registers": 0.125})"));
  CHECK(object["outliers"] ==
        Json::parse(R"({"count": 3, "threshold": 14.0, "median": 4.0, "mad": 1.0})"));

  // 640 × 480 pixels, 4 × 3 patches.
  drawn.queries = {{.asked = {170, 479}, .place = {170, 479}, .patch = 2 * 4 + 1}};
  drawn.crop = image::Rectangle{{0, 0}, {640, 480}};
  drawn.findings.outliers.clear();
  drawn.findings.prefix_shares = {
      {{.block = 1, .head = {}, .query = 1}, {.cls = 0.25, .distillation = {}, .registers = {}}}};
  const analysis::MapSelection query(analysis::Each{}, 1, blueprint, map_named("rollout"), 1);
  const Json other = Json::parse(json_of("cat.jpg", drawn, blueprint, query));
  CHECK(other["queries"] == Json::parse(R"([{"x": 170, "y": 479, "row": 2, "col": 1}])"));
  CHECK(other["prefix_share"] == Json::parse(R"([{"block": 1, "query": 1, "cls": 0.25}])"));
  CHECK(other["crop"] == Json::parse(R"({"x": 0, "y": 0, "width": 640, "height": 480})"));
  CHECK(other["head"] == 1);
}

TEST_CASE("a failure is one line of JSON, too") {
  const std::string line = json_of("cat.jpg", {base::ErrorCode::kInput, "cat.jpg: broken", "look"});
  CHECK(Json::parse(line) ==
        Json({{"photo", "cat.jpg"}, {"error", "cat.jpg: broken"}, {"hint", "look"}}));
}

TEST_CASE("a name that is no UTF-8 still makes valid JSON") {
  const std::string line =
      json_of("caf\xE9.jpg", {base::ErrorCode::kInput, "caf\xE9.jpg: broken", ""});
  CHECK(Json::parse(line)["photo"] == "caf\xEF\xBF\xBD.jpg");
}

}  // namespace
}  // namespace vitviz::batch
