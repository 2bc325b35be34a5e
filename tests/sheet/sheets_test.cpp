// SPDX-License-Identifier: Apache-2.0
// Sheets as pictures, held against tests/golden; what can be said in numbers is in
// sheet_layout_test.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "sheet/blocks_sheet.h"
#include "sheet/heads_sheet.h"
#include "sheet/legend.h"
#include "support/golden_picture.h"

namespace vitviz::sheet {
namespace {

constexpr tensor::PatchGrid kGrid{12, 16};
constexpr const char* kMeaning = "share of the CLS token's attention";

// A bump that moves to the right from head to head and downwards from block to block, and grows
// with both.
tensor::AttentionMaps bumps(int blocks, int heads) {
  tensor::AttentionMaps maps(blocks, heads, kGrid);
  for (int block = 0; block < blocks; ++block) {
    for (int head = 0; head < heads; ++head) {
      const double x = (head + 0.5) * kGrid.cols / heads;
      const double y = (block + 0.5) * kGrid.rows / blocks;
      for (int i = 0; i < kGrid.count(); ++i) {
        const int row = i / kGrid.cols;
        const int col = i % kGrid.cols;
        const double dx = col + 0.5 - x;
        const double dy = row + 0.5 - y;
        const double height = 0.001 * (1 + head) * (1 + block);
        maps.block(block)(head, i) =
            static_cast<float>(1e-4 + height * std::exp(-(dx * dx + dy * dy) / 9.0));
      }
    }
  }
  return maps;
}

// Red grows to the right and green downwards.
image::RgbImage colorful_photo(image::Size size) {
  image::RgbImage photo(size);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      sheet::fill({x, y, 1, 1},
                  {static_cast<std::uint8_t>(255 * x / size.width),
                   static_cast<std::uint8_t>(255 * y / size.height), 128},
                  photo);
    }
  }
  return photo;
}

sheet::HeadsSheet heads_sheet(const tensor::AttentionMaps& maps,
                              std::optional<color::ValueRange> shared) {
  sheet::HeadsSheet sheet{"attention of block 0", kMeaning, kGrid, {}, !shared};
  const auto count = static_cast<std::size_t>(kGrid.count());
  for (std::size_t head = 0; head < static_cast<std::size_t>(maps.heads()); ++head) {
    const auto values = maps.values().subspan(head * count, count);
    sheet.maps.push_back(
        {"head " + std::to_string(head), values, shared.value_or(color::range_of(values))});
  }
  return sheet;
}

sheet::BlocksSheet blocks_sheet(const tensor::AttentionMaps& maps, color::RangeBy range_by) {
  sheet::BlocksSheet sheet;
  sheet.title = "attention of all blocks and heads";
  sheet.meaning = kMeaning;
  for (int block = 0; block < maps.blocks(); ++block) {
    sheet.row_labels.push_back(std::to_string(block));
  }
  sheet.range_by = range_by;
  sheet.ranges = sheet::ranges_by(range_by, maps);
  return sheet;
}

bool same(const image::RgbImage& a, const image::RgbImage& b) {
  return a.size() == b.size() && std::equal(a.bytes().begin(), a.bytes().end(), b.bytes().begin());
}

// A picture with its legend, as a whole.
image::RgbImage page_of(const image::RgbImage& picture, color::ValueRange range,
                        const sheet::LegendStyle& style) {
  base::ThreadPool threads(2);
  return image::draw_whole(sheet::with_legend(image::lazy_view(picture), range, style), threads);
}

TEST_CASE("note_on_colors: which maps share a range, and how much of them lies outside") {
  CHECK(sheet::note_on_colors(color::RangeBy::kMap, 0) ==
        "colours: each map from its lowest to its highest value");
  CHECK(sheet::note_on_colors(color::RangeBy::kMap, 1) ==
        "colours: each map from its lowest to its highest value, but for 1 hot patch");
  CHECK(sheet::note_on_colors(color::RangeBy::kBlock, 3) ==
        "colours: each row from its lowest to its highest value, but for 3 hot patches");
  CHECK(sheet::note_on_colors(color::RangeBy::kAll, 0) == "colours: the same scale for all maps");
  CHECK(sheet::note_on_colors(color::RangeBy::kAll, 3) ==
        "colours: the same scale for all maps; patches beyond it: 3");
}

TEST_CASE("heads sheet: golden, each map with its own range") {
  base::ThreadPool threads(2);
  const auto maps = bumps(1, 4);
  const sheet::SheetStyle style{{}, true, 0.5};
  test::check_golden("sheet_heads.png",
                     sheet::draw_heads_sheet(colorful_photo({320, 240}),
                                             heads_sheet(maps, std::nullopt), style, threads));
}

TEST_CASE("heads sheet: golden, a panorama with one range for all") {
  base::ThreadPool threads(2);
  const auto maps = bumps(1, 2);
  const sheet::SheetStyle style{{color::Colormap::kViridis, field::Upsample::kNearest}, true, 0.5};
  test::check_golden(
      "sheet_heads_panorama.png",
      sheet::draw_heads_sheet(colorful_photo({800, 160}),
                              heads_sheet(maps, color::range_of(maps.values())), style, threads));
}

TEST_CASE("blocks sheet: golden, a range for each row") {
  base::ThreadPool threads(2);
  const auto maps = bumps(3, 4);
  test::check_golden(
      "sheet_blocks.png",
      sheet::draw_blocks_sheet({320, 240}, maps, blocks_sheet(maps, color::RangeBy::kBlock),
                               {{}, true, 0.5}, threads));
}

TEST_CASE("blocks sheet: golden, one range for all") {
  base::ThreadPool threads(2);
  const auto maps = bumps(2, 3);
  test::check_golden(
      "sheet_blocks_all.png",
      sheet::draw_blocks_sheet({240, 320}, maps, blocks_sheet(maps, color::RangeBy::kAll),
                               {{}, true, 0.5}, threads));
}

TEST_CASE("legend: golden, beside a picture lower than its text is long") {
  test::check_golden("legend.png", page_of(colorful_photo({120, 90}), {0.0003F, 0.0125F},
                                           {color::Colormap::kInferno, 1, kMeaning, 1.0}));
}

TEST_CASE("with_legend: beside a picture of one column the legend stays small") {
  const image::RgbImage page =
      page_of(colorful_photo({1, 20'000}), {0, 1}, {color::Colormap::kInferno, 1, kMeaning, 1.0});
  CHECK(page.height() == 20'000);
  CHECK(page.width() < 300);
}

TEST_CASE("with_legend: the picture itself is unchanged") {
  const image::RgbImage photo = colorful_photo({300, 400});
  const image::RgbImage page =
      page_of(photo, {0, 1}, {color::Colormap::kInferno, 1, kMeaning, 1.0});
  CHECK(page.height() == photo.height());
  image::RgbImage part = sheet::blank(photo.size(), sheet::kBlack);
  sheet::paste(page, {0, 0}, part);
  CHECK(same(part, photo));
}

TEST_CASE("sheets: the same bytes for every number of threads") {
  base::ThreadPool one(1);
  base::ThreadPool three(3);
  const auto maps = bumps(3, 2);
  const auto heads = heads_sheet(maps, std::nullopt);
  const auto blocks = blocks_sheet(maps, color::RangeBy::kMap);
  const image::RgbImage photo = colorful_photo({64, 64});
  CHECK(same(sheet::draw_heads_sheet(photo, heads, {}, one),
             sheet::draw_heads_sheet(photo, heads, {}, three)));
  CHECK(same(sheet::draw_blocks_sheet(photo.size(), maps, blocks, {}, one),
             sheet::draw_blocks_sheet(photo.size(), maps, blocks, {}, three)));
}

TEST_CASE("ranges_by: the extremes of each map, of each block, of all") {
  tensor::AttentionMaps maps(2, 2, {1, 2});
  maps.block(0) << 1, 2, 3, 4;
  maps.block(1) << 8, 7, 6, 5;
  using Ranges = std::vector<color::ValueRange>;
  CHECK((sheet::ranges_by(color::RangeBy::kMap, maps) == Ranges{{1, 2}, {3, 4}, {7, 8}, {5, 6}}));
  CHECK((sheet::ranges_by(color::RangeBy::kBlock, maps) == Ranges{{1, 4}, {1, 4}, {5, 8}, {5, 8}}));
  CHECK((sheet::ranges_by(color::RangeBy::kAll, maps) == Ranges{{1, 8}, {1, 8}, {1, 8}, {1, 8}}));
}

}  // namespace
}  // namespace vitviz::sheet
