// SPDX-License-Identifier: Apache-2.0
#include "batch/table_rows.h"

#include <doctest/doctest.h>

namespace vitviz::batch {
namespace {

constexpr int kBlocks = 3;
constexpr int kHeads = 2;

model::Blueprint small() {
  model::Blueprint blueprint;
  blueprint.name = "small";
  blueprint.blocks = kBlocks;
  blueprint.heads = kHeads;
  return blueprint;
}

// A photo of 80 × 60 pixels on a grid of 3 × 4, with one map of the last block.
DrawnPhoto drawn_photo() {
  DrawnPhoto drawn;
  drawn.geometry = {.photo = {.width = 80, .height = 60},
                    .network = {.width = 64, .height = 48},
                    .patch = 16,
                    .grid = {.rows = 3, .cols = 4}};
  drawn.maps = {
      {{}, 0, maps::MapMeasures{.entropy = 2.5, .concentration = 0.5, .col = 1, .row = 2}}};
  drawn.seconds = {.read = 0.25, .forward = 0.5, .draw = 0, .write = 0, .total = 0.75};
  return drawn;
}

FoundObject object_in(const image::Rectangle& box, std::int64_t area,
                      const analysis::MapLabel& label = {}) {
  return {.label = label, .number = 1, .shape = {box, area}};
}

Json entry_of(const DrawnPhoto& drawn, const analysis::MapSelection& selection) {
  return table_entry(drawn, small(), selection);
}

const analysis::MapSelection& of_last_block() {
  static const analysis::MapSelection selection(-1, tensor::HeadFusion::kMean, small());
  return selection;
}

TEST_CASE("a photo has a row with its map's measures, places in its own pixels") {
  CHECK(entry_of(drawn_photo(), of_last_block()) == Json::parse(R"({
    "all": {"width": 80, "height": 60, "input_width": 64, "input_height": 48, "rows": 3, "cols": 4,
            "model": "small", "map": "attention", "seconds_forward": 0.5, "seconds_total": 0.75},
    "maps": [{"block": 2, "head": "mean", "entropy": 2.5, "concentration": 0.5,
              "center_x": 20.0, "center_y": 40.0}]})"));
}

TEST_CASE("the mask of a map is all of its objects, and of no other map's") {
  DrawnPhoto drawn = drawn_photo();
  drawn.maps = {{{.block = 0, .head = {}}, 0, {}}, {{.block = 1, .head = {}}, 1, {}}};
  drawn.mask = MaskUsed{"mass", "none"};
  const analysis::MapLabel first{.block = 0, .head = {}};
  drawn.objects = {object_in({{10, 20}, {5, 6}}, 24, first),
                   object_in({{30, 4}, {8, 2}}, 12, first)};
  const analysis::MapSelection each_block(analysis::Each{}, tensor::HeadFusion::kMax, small());
  const Json maps = entry_of(drawn, each_block)["maps"];
  CHECK(maps[0] == Json::parse(R"({"block": 0, "head": "max", "mask": "mass", "mask_area": 36,
      "mask_share": 0.0075, "box_x": 10, "box_y": 4, "box_width": 28, "box_height": 22})"));
  CHECK(maps[1] == Json::parse(R"({"block": 1, "head": "max", "mask": "mass", "mask_area": 0,
                                   "mask_share": 0.0})"));
}

TEST_CASE("shares of CLS and registers are those of the map's block and query") {
  DrawnPhoto drawn = drawn_photo();
  const analysis::MapLabel wanted{.block = 1, .head = 1, .query = 2};
  drawn.maps = {{wanted, 3, {}}};
  const auto share = [](double cls) { return analysis::PrefixShare{cls, {}, cls / 2}; };
  drawn.findings.prefix_shares = {{{.block = 1, .head = {}, .query = 1}, share(0.125)},
                                  {{.block = 0, .head = {}, .query = 2}, share(0.25)},
                                  {{.block = 1, .head = {}, .query = 2}, share(0.5)}};
  const analysis::MapSelection each(analysis::Each{}, analysis::Each{}, small(),
                                    analysis::usual_map(), 2);
  CHECK(entry_of(drawn, each)["maps"][0] ==
        Json::parse(R"({"block": 1, "head": 1, "query": 2, "cls_share": 0.5,
                        "registers_share": 0.25})"));
}

TEST_CASE("the likeliest class stands in every row, and the pooling head for its block") {
  DrawnPhoto drawn = drawn_photo();
  drawn.findings.classes = {{.index = 281, .label = "tabby", .probability = 0.75},
                            {.index = 3, .label = "", .probability = 0.25}};
  const auto pooling = analysis::MapSelection::of_pooling_head(tensor::HeadFusion::kMean, small());
  const Json entry = entry_of(drawn, pooling);
  CHECK(entry["all"]["class_index"] == 281);
  CHECK(entry["all"]["class_label"] == "tabby");
  CHECK(entry["all"]["class_probability"] == 0.75);
  CHECK(entry["maps"][0]["block"] == "pooling");
}

}  // namespace
}  // namespace vitviz::batch
