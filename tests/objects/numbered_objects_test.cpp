// SPDX-License-Identifier: Apache-2.0
#include "objects/numbered_objects.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "masks/edge_upsample.h"

namespace vitviz::objects {
namespace {

using Rows = std::vector<std::string>;

// '#' is an object, '.' is none.
image::GrayImage levels_from(const Rows& rows) {
  image::GrayImage levels(
      image::Size{static_cast<int>(rows.front().size()), static_cast<int>(rows.size())});
  for (int y = 0; y < levels.height(); ++y) {
    std::ranges::transform(rows[static_cast<std::size_t>(y)], levels.row(y).begin(),
                           [](char one) -> std::uint8_t { return one == '#' ? 200 : 50; });
  }
  return levels;
}

Rows rows_of(const image::GrayImage& levels) {
  Rows rows;
  for (int y = 0; y < levels.height(); ++y) {
    rows.emplace_back();
    for (const std::uint8_t level : levels.row(y)) {
      rows.back() += level >= masks::kObjectLevel ? '#' : '.';
    }
  }
  return rows;
}

TEST_CASE("the parts of a mask are told apart, the largest first") {
  const Rows mask = {"##..#",  //
                     "....#",  //
                     "#...#"};
  const auto parts = NumberedObjects::parts_of(levels_from(mask), 99);
  REQUIRE(parts.count() == 3);
  CHECK(rows_of(parts.levels_of(1)) == Rows{"....#", "....#", "....#"});
  CHECK(rows_of(parts.levels_of(2)) == Rows{"##...", ".....", "....."});
  CHECK(rows_of(parts.levels_of(3)) == Rows{".....", ".....", "#...."});
}

TEST_CASE("of many parts the largest are left, and the others belong to none of them") {
  const auto parts = NumberedObjects::parts_of(levels_from({"##.#.###"}), 2);
  REQUIRE(parts.count() == 2);
  CHECK(rows_of(parts.levels_of(1)) == Rows{".....###"});
  CHECK(rows_of(parts.levels_of(2)) == Rows{"##......"});
}

TEST_CASE("a mask without an object has no parts") {
  CHECK(NumberedObjects::parts_of(levels_from({"...."}), 5).count() == 0);
}

TEST_CASE("objects that are added have what no earlier one has") {
  NumberedObjects objects({6, 1});
  objects.add(levels_from({"###..."}));
  objects.add(levels_from({"..####"}));
  REQUIRE(objects.count() == 2);
  CHECK(rows_of(objects.levels_of(1)) == Rows{"###..."});
  CHECK(rows_of(objects.levels_of(2)) == Rows{"...###"});
}

TEST_CASE("an object that is mostly an earlier one is left out, and so is an empty one") {
  NumberedObjects objects({6, 1});
  objects.add(levels_from({"###..."}));
  objects.add(levels_from({"####.."}));  // IoU 3/4
  objects.add(levels_from({"......"}));
  objects.add(levels_from({"##...."}));  // nothing of its own, IoU 2/3
  objects.add(levels_from({"#....."}));  // nothing of its own
  CHECK(objects.count() == 1);
  objects.add(levels_from({"...#.#"}));
  CHECK(objects.count() == 2);
}

}  // namespace
}  // namespace vitviz::objects
