// SPDX-License-Identifier: Apache-2.0
#include "analysis/map_selection.h"

#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/thrown_error.h"

namespace vitviz::analysis {
namespace {

const MapKind& map_named(std::string_view name) {
  return *base::value_named(map_kinds(), name).value();
}

using tensor::HeadFusion;
using test::contains;
using test::error_of;

constexpr int kBlocks = 3;
constexpr int kHeads = 2;
constexpr double kExact = 0;  // the numbers are dyadic, so even their mean is exact

model::Blueprint small_model() {
  model::Blueprint blueprint;
  blueprint.blocks = kBlocks;
  blueprint.heads = kHeads;
  return blueprint;
}

// Block b, head h, patch p holds 100 b + 10 h + p.
tensor::AttentionMaps numbered_maps() {
  tensor::AttentionMaps maps(kBlocks, kHeads, {.rows = 1, .cols = 2});
  for (int block = 0; block < kBlocks; ++block) {
    for (int head = 0; head < kHeads; ++head) {
      const auto first = static_cast<float>(100 * block + 10 * head);
      maps.block(block).row(head) << first, first + 1;
    }
  }
  return maps;
}

tensor::Matrix selected(const BlockChoice& block, const HeadChoice& head) {
  return MapSelection(block, head, small_model()).maps_of(numbered_maps());
}

TEST_CASE("blocks count from 0 or, negative, from the end") {
  CHECK(MapSelection(-1, 0, small_model()).only_block() == 2);
  CHECK(MapSelection(-3, 0, small_model()).only_block() == 0);
  CHECK(MapSelection(1, 0, small_model()).only_block() == 1);
  CHECK_FALSE(MapSelection(Each{}, 0, small_model()).only_block());
}

TEST_CASE("a block or head the model lacks is refused with the model's numbers") {
  for (const int block : {3, -4, 2147483647, -2147483647 - 1}) {
    const auto error = error_of([&] { (void)MapSelection(block, 0, small_model()); });
    REQUIRE(error);
    CHECK(error->code() == base::ErrorCode::kArgument);
    CHECK(contains(error->what(), "3 blocks, 0 to 2"));
  }
  const auto error = error_of([] { (void)MapSelection(-1, 2, small_model()); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kArgument);
  CHECK(contains(error->what(), "head 2: this model has 2 heads, 0 to 1"));
}

TEST_CASE("the maps are the rows of the wanted blocks and heads") {
  test::check_near(selected(1, 1), (tensor::Matrix(1, 2) << 110, 111).finished(), kExact);
  test::check_near(selected(-1, tensor::HeadFusion::kMax),
                   (tensor::Matrix(1, 2) << 210, 211).finished(), kExact);
  test::check_near(selected(0, tensor::HeadFusion::kMean),
                   (tensor::Matrix(1, 2) << 5, 6).finished(), kExact);
  test::check_near(selected(0, Each{}), (tensor::Matrix(2, 2) << 0, 1, 10, 11).finished(), kExact);
  test::check_near(selected(Each{}, tensor::HeadFusion::kMin),
                   (tensor::Matrix(3, 2) << 0, 1, 100, 101, 200, 201).finished(), kExact);
  const tensor::Matrix all = selected(Each{}, Each{});
  CHECK(all.rows() == kBlocks * kHeads);
  CHECK(all(3, 0) == 110);
}

TEST_CASE("the pooling head counts as one block") {
  const MapSelection selection = MapSelection::of_pooling_head(Each{}, small_model());
  CHECK(selection.is_pooling_head());
  CHECK(selection.block_count() == 1);
  CHECK(selection.heads_per_block() == kHeads);
  CHECK(selection.labels()[1] == MapLabel{.block = {}, .head = 1});
  tensor::AttentionMaps attention(1, kHeads, {.rows = 1, .cols = 2});
  attention.block(0) << 1, 2, 3, 4;
  test::check_near(selection.maps_of(attention), (tensor::Matrix(2, 2) << 1, 2, 3, 4).finished(),
                   kExact);
}

TEST_CASE("a label stands for each map and names only what varies") {
  CHECK(MapSelection(-1, 0, small_model()).labels() == std::vector{MapLabel{}});
  const auto labels = MapSelection(Each{}, Each{}, small_model()).labels();
  REQUIRE(labels.size() == kBlocks * kHeads);
  CHECK(labels[3] == MapLabel{.block = 1, .head = 1});
  CHECK(MapSelection(Each{}, 0, small_model()).labels()[2] == MapLabel{.block = 2, .head = {}});
}

TEST_CASE("a map of tokens knows no heads, one of attention does") {
  for (const char* name : {"similarity", "norm"}) {
    const MapKind& map = map_named(name);
    const MapSelection selection(Each{}, tensor::HeadFusion::kMean, small_model(), map);
    CHECK_FALSE(selection.has_heads());
    CHECK(selection.heads_per_block() == 1);
    CHECK(selection.labels()[1] == MapLabel{.block = 1, .head = {}});
  }
  CHECK(MapSelection(-1, Each{}, small_model(), map_named("rollout")).heads_per_block() == kHeads);
}

TEST_CASE("the wanted blocks are counted from 0") {
  CHECK(MapSelection(-1, 0, small_model()).blocks() == std::vector<int>{2});
  CHECK(MapSelection(Each{}, 0, small_model()).blocks() == std::vector<int>{0, 1, 2});
}

}  // namespace
}  // namespace vitviz::analysis
