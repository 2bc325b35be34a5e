// SPDX-License-Identifier: Apache-2.0
#include "sheet/heads_sheet.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "base/check.h"
#include "image/pil_resize.h"
#include "render/place_mark.h"
#include "sheet/color_bar.h"
#include "sheet/text.h"

namespace vitviz::sheet {
namespace {

constexpr TileRoom kRoom = {.all = {1700, 1300}, .most = 280, .least = 120};

// Where the tiles lie, within the body. Each has its caption above it.
struct Places {
  int columns = 0;
  int rows = 0;
  int caption = 0;  // height, with the gap to the tile
  int gap = 0;
  image::Size tile;

  [[nodiscard]] Point tile_at(int i) const {
    return {i % columns * (tile.width + gap),
            i / columns * (caption + tile.height + gap) + caption};
  }
  [[nodiscard]] image::Size all() const {
    return {columns * (tile.width + gap) - gap, rows * (caption + tile.height + gap) - gap};
  }
};

Places plan_places(image::Size photo, int tiles, const SheetMetrics& metrics) {
  Places places;
  places.columns = columns_for(tiles, photo);
  places.rows = (tiles + places.columns - 1) / places.columns;
  places.caption = measure_text("", metrics.text()).ascent + metrics.small_gap();
  places.gap = metrics.gap();
  places.tile = tile_size(photo, places.columns, places.rows, kRoom, metrics);
  return places;
}

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

// The label at the left of a tile's caption, the range at its right, if there is room for both.
void draw_caption(const std::string& label, const std::string& range, Point tile, int width,
                  const SheetMetrics& metrics, image::RgbImage& picture) {
  const int baseline = tile.y - metrics.small_gap();
  draw_text(label, {tile.x, baseline}, {.pixels = metrics.text()}, picture);
  const int range_width = measure_text(range, metrics.small_text()).width;
  const int label_width = measure_text(label, metrics.text()).width;
  if (label_width + metrics.gap() + range_width > width) return;
  draw_text(range, {tile.x + width - range_width, baseline},
            {.pixels = metrics.small_text(), .color = kGrayInk}, picture);
}

// The photo, then the maps.
std::vector<image::RgbImage> draw_tiles(const image::RgbImage& photo, const HeadsSheet& sheet,
                                        image::Size size, const TileStyle& style,
                                        base::ThreadPool& threads) {
  std::vector<image::RgbImage> tiles(1 + sheet.maps.size());
  tiles.front() = image::pil_resize(photo, size, image::Filter::kBicubic, threads);
  threads.parallel_for(static_cast<int>(sheet.maps.size()), [&](int task, int) {
    const auto i = static_cast<std::size_t>(task);
    const LabelledMap& map = sheet.maps[i];
    tiles[1 + i] = draw_tile(map.values, sheet.grid, map.range, size, style);
  });
  if (!sheet.marked) return tiles;
  const auto scaled = [](int place, int from, int to) {
    return static_cast<int>((place + 0.5) * to / from);
  };
  const image::Pixel place = {scaled(sheet.marked->x, photo.width(), size.width),
                              scaled(sheet.marked->y, photo.height(), size.height)};
  for (image::RgbImage& tile : tiles) render::mark_place(image::Band(tile), place);
  return tiles;
}

// The tiles with their captions, on a page whose body is at `body`.
void place_tiles(const std::vector<image::RgbImage>& tiles, const HeadsSheet& sheet,
                 const Places& places, Point body, const SheetMetrics& metrics,
                 image::RgbImage& picture) {
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    const Point inside = places.tile_at(static_cast<int>(i));
    const Point corner = {body.x + inside.x, body.y + inside.y};
    paste(tiles[i], corner, picture);
    const LabelledMap* map = i == 0 ? nullptr : &sheet.maps[i - 1];
    const bool with_range = map != nullptr && sheet.own_ranges;
    draw_caption(map == nullptr ? "photo" : map->label, with_range ? range_text(map->range) : "",
                 corner, places.tile.width, metrics, picture);
  }
}

}  // namespace

image::RgbImage draw_heads_sheet(const image::RgbImage& photo, const HeadsSheet& sheet,
                                 const SheetStyle& style, base::ThreadPool& threads) {
  VITVIZ_CHECK(!sheet.maps.empty());
  const SheetMetrics metrics(style.scale);
  const Places places = plan_places(photo.size(), static_cast<int>(sheet.maps.size()) + 1, metrics);

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

  place_tiles(draw_tiles(photo, sheet, places.tile, style.tiles, threads), sheet, places,
              frame.body, metrics, picture);
  if (style.legend) {
    const Point corner = {frame.legend.x, frame.legend.y + places.caption};
    draw_color_bar(bar, corner, bar_height, metrics, picture);
  }
  return picture;
}

}  // namespace vitviz::sheet
