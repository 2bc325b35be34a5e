// SPDX-License-Identifier: Apache-2.0
#include "tensor/attention_maps.h"

#include <stdexcept>

#include <doctest/doctest.h>

namespace vitviz::tensor {
namespace {

constexpr int kBlocks = 3;
constexpr int kHeads = 2;
constexpr PatchGrid kGrid = {.rows = 4, .cols = 5};

TEST_CASE("attention maps lie as (L, H, rows, cols)") {
  AttentionMaps maps(kBlocks, kHeads, kGrid);
  for (int block = 0; block < kBlocks; ++block) {
    for (int head = 0; head < kHeads; ++head) {
      for (int patch = 0; patch < kGrid.count(); ++patch) {
        maps.block(block)(head, patch) = static_cast<float>(10000 * block + 100 * head + patch);
      }
    }
  }
  REQUIRE(maps.values().size() == 3 * 2 * 4 * 5);
  // Block 2, head 1, row 3, column 4 is the last number of all.
  CHECK(maps.values().back() == 20119.0F);
  // Block 1, head 0, row 2, column 3: ((1 · 2 + 0) · 4 + 2) · 5 + 3.
  CHECK(maps.values()[53] == 10013.0F);

  const AttentionMaps& constant = maps;
  CHECK(constant.block(1)(0, 13) == 10013.0F);
  CHECK(constant.block(1).rows() == kHeads);
  CHECK(constant.block(1).cols() == kGrid.count());
}

TEST_CASE("attention maps know their sizes and begin as zeros") {
  const AttentionMaps maps(kBlocks, kHeads, kGrid);
  CHECK(maps.blocks() == kBlocks);
  CHECK(maps.heads() == kHeads);
  CHECK(maps.grid() == kGrid);
  for (const float value : maps.values()) CHECK(value == 0.0F);
  CHECK(AttentionMaps().values().empty());
}

TEST_CASE("impossible sizes and blocks are broken promises") {
  CHECK_THROWS_AS(AttentionMaps(0, kHeads, kGrid), std::logic_error);
  CHECK_THROWS_AS(AttentionMaps(kBlocks, 0, kGrid), std::logic_error);
  CHECK_THROWS_AS(AttentionMaps(kBlocks, kHeads, PatchGrid{}), std::logic_error);
  const AttentionMaps maps(kBlocks, kHeads, kGrid);
  CHECK_THROWS_AS(static_cast<void>(maps.block(kBlocks)), std::logic_error);
  CHECK_THROWS_AS(static_cast<void>(maps.block(-1)), std::logic_error);
}

}  // namespace
}  // namespace vitviz::tensor
