// SPDX-License-Identifier: Apache-2.0
#include "sheet/captioned_tiles.h"

#include <cstddef>

#include "sheet/sheet_layout.h"
#include "sheet/text.h"

namespace vitviz::sheet {
namespace {

constexpr TileRoom kRoom = {.all = {1700, 1300}, .most = 280, .least = 120};

void draw_caption(const CaptionedTile& tile, Point corner, const SheetMetrics& metrics,
                  image::RgbImage& page) {
  const int baseline = corner.y - metrics.small_gap();
  draw_text(tile.label, {corner.x, baseline}, {.pixels = metrics.text()}, page);
  const int note_width = measure_text(tile.note, metrics.small_text()).width;
  const int label_width = measure_text(tile.label, metrics.text()).width;
  const int width = tile.picture.width();
  if (label_width + metrics.gap() + note_width > width) return;
  draw_text(tile.note, {corner.x + width - note_width, baseline},
            {.pixels = metrics.small_text(), .color = kGrayInk}, page);
}

}  // namespace

TilePlaces plan_tiles(image::Size photo, int tiles, const SheetMetrics& metrics) {
  TilePlaces places;
  places.columns = columns_for(tiles, photo);
  places.rows = (tiles + places.columns - 1) / places.columns;
  places.caption = measure_text("", metrics.text()).ascent + metrics.small_gap();
  places.gap = metrics.gap();
  places.tile = tile_size(photo, places.columns, places.rows, kRoom, metrics);
  return places;
}

image::Pixel place_on_tile(image::Pixel place, image::Size photo, image::Size tile) {
  const auto scaled = [](int at, int from, int to) {
    return static_cast<int>((at + 0.5) * to / from);
  };
  return {scaled(place.x, photo.width, tile.width), scaled(place.y, photo.height, tile.height)};
}

void place_tiles(std::span<const CaptionedTile> tiles, const TilePlaces& places, Point body,
                 const SheetMetrics& metrics, image::RgbImage& page) {
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    const Point inside = places.tile_at(static_cast<int>(i));
    const Point corner = {body.x + inside.x, body.y + inside.y};
    paste(tiles[i].picture, corner, page);
    draw_caption(tiles[i], corner, metrics, page);
  }
}

}  // namespace vitviz::sheet
