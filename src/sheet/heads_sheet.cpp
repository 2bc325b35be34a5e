// SPDX-License-Identifier: Apache-2.0
#include "sheet/heads_sheet.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "base/check.h"
#include "image/pil_resize.h"
#include "render/place_mark.h"
#include "sheet/captioned_tiles.h"
#include "sheet/color_bar.h"

namespace vitviz::sheet {
namespace {

ColorBar legend_of(const HeadsSheet& sheet, const SheetStyle& style, int height,
                   const SheetMetrics& metrics) {
  ColorBar bar{style.tiles.colormap, style.tiles.gamma, {}, sheet.meaning};
  if (sheet.own_ranges) {
    bar.ticks = {{0.0, "lowest"}, {1.0, "highest"}};
  } else {
    bar.ticks = round_ticks(sheet.maps.front().range, ticks_for(height, metrics));
  }
  return bar;
}

std::string range_text(color::ValueRange range) {
  std::string text;
  for (const Tick& tick : end_ticks(range)) {
    text += fmt::format("{}{}", text.empty() ? "" : " – ", tick.label);
  }
  return text;
}

int patches_beyond(const HeadsSheet& sheet) {
  int count = 0;
  for (const LabelledMap& map : sheet.maps) count += color::count_beyond(map.values, map.range);
  return count;
}

// The photo, then the maps.
std::vector<CaptionedTile> draw_tiles(const image::RgbImage& photo, const HeadsSheet& sheet,
                                      image::Size size, const TileStyle& style,
                                      base::ThreadPool& threads) {
  std::vector<CaptionedTile> tiles(1 + sheet.maps.size());
  tiles.front() = {image::pil_resize(photo, size, image::Filter::kBicubic, threads), "photo"};
  threads.parallel_for(static_cast<int>(sheet.maps.size()), [&](int task, int) {
    const auto i = static_cast<std::size_t>(task);
    const LabelledMap& map = sheet.maps[i];
    tiles[1 + i] = {draw_tile(map.values, sheet.grid, map.range, size, style), map.label,
                    sheet.own_ranges ? range_text(map.range) : ""};
  });
  if (!sheet.marked) return tiles;
  const image::Pixel place = place_on_tile(*sheet.marked, photo.size(), size);
  for (CaptionedTile& tile : tiles) render::mark_place(image::Band(tile.picture), place);
  return tiles;
}

}  // namespace

image::RgbImage draw_heads_sheet(const image::RgbImage& photo, const HeadsSheet& sheet,
                                 const SheetStyle& style, base::ThreadPool& threads) {
  VITVIZ_CHECK(!sheet.maps.empty());
  const SheetMetrics metrics(style.scale);
  const TilePlaces places =
      plan_tiles(photo.size(), static_cast<int>(sheet.maps.size()) + 1, metrics);

  SheetParts parts{places.all(), 0, sheet.title,
                   note_on_colors(sheet.own_ranges ? color::RangeBy::kMap : color::RangeBy::kAll,
                                  patches_beyond(sheet))};
  int bar_height = parts.body.height - places.caption;
  const ColorBar bar = legend_of(sheet, style, bar_height, metrics);
  if (style.legend) {
    bar_height = std::max(bar_height, least_height_of(bar, metrics));
    parts.body.height = places.caption + bar_height;
    parts.legend_width = width_of(bar, metrics);
  }
  const SheetFrame frame = frame_sheet(parts, metrics);
  image::RgbImage picture = begin_sheet(parts, frame, metrics);

  place_tiles(draw_tiles(photo, sheet, places.tile, style.tiles, threads), places, frame.body,
              metrics, picture);
  if (style.legend) {
    const Point corner = {frame.legend.x, frame.legend.y + places.caption};
    draw_color_bar(bar, corner, bar_height, metrics, picture);
  }
  return picture;
}

}  // namespace vitviz::sheet
