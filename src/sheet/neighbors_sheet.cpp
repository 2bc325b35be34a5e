// SPDX-License-Identifier: Apache-2.0
#include "sheet/neighbors_sheet.h"

#include <algorithm>
#include <cstddef>

#include "base/check.h"
#include "sheet/canvas.h"
#include "sheet/elide.h"
#include "sheet/sheet.h"
#include "sheet/sheet_layout.h"
#include "sheet/text.h"

namespace vitviz::sheet {
namespace {

constexpr color::Color kEmptyGray = {238, 238, 238};  // where a photo cannot be shown

// Heights within a row, from its top on.
struct RowHeights {
  explicit RowHeights(const SheetMetrics& metrics) {
    const TextExtent title_text = measure_text("", metrics.text());
    const TextExtent small_text = measure_text("", metrics.small_text());
    title = title_text.ascent + title_text.descent + metrics.small_gap();
    line = small_text.ascent + small_text.descent + metrics.small_gap();
  }
  int title = 0;  // with the gap to the squares
  int line = 0;   // of text below them, with the gap above it
};

// The height that the pictures of these tiles need, each of which is `width` wide at most; a square
// where none can be shown.
int height_of(std::span<const PhotoTile> tiles, int width) {
  int height = 0;
  for (const PhotoTile& tile : tiles) {
    if (tile.picture == nullptr) continue;
    VITVIZ_CHECK(tile.picture->width() <= width && tile.picture->height() <= width);
    height = std::max(height, tile.picture->height());
  }
  return height > 0 ? height : width;
}

// Where pictures of a row lie: side by side in boxes of this size, on a common ground.
struct Row {
  Point corner;  // of its title
  image::Size box;
  int step = 0;  // to the next box
};

class Drawer {
 public:
  Drawer(const SheetMetrics& metrics, image::RgbImage& page)
      : metrics_(metrics), heights_(metrics), page_(page) {}

  void draw_row(const std::string& title, std::span<const PhotoTile> tiles, const Row& row) {
    const int ascent = measure_text("", metrics_.text()).ascent;
    draw_text(title, {row.corner.x, row.corner.y + ascent}, {.pixels = metrics_.text()}, page_);
    Box box = {row.corner.x, row.corner.y + heights_.title, row.box.width, row.box.height};
    for (const PhotoTile& tile : tiles) {
      draw_picture(tile, box);
      draw_line(tile.name, box, 0, kBlack);
      draw_line(tile.note, box, 1, kGrayInk);
      box.x += row.step;
    }
  }

 private:
  void draw_picture(const PhotoTile& tile, const Box& box) {
    if (tile.picture == nullptr) return fill(box, kEmptyGray, page_);
    const image::Size size = tile.picture->size();
    paste(*tile.picture, {box.x + (box.width - size.width) / 2, box.bottom() - size.height}, page_);
  }

  // Below a box, in its middle.
  void draw_line(const std::string& words, const Box& box, int line, const color::Color& color) {
    const int pixels = metrics_.small_text();
    const std::string shown = elided(words, pixels, box.width);
    const TextExtent extent = measure_text(shown, pixels);
    const int top = box.bottom() + metrics_.small_gap() + line * heights_.line;
    draw_text(shown, {box.x + (box.width - extent.width) / 2, top + extent.ascent},
              {.pixels = pixels, .color = color}, page_);
  }

  SheetMetrics metrics_;
  RowHeights heights_;
  image::RgbImage& page_;
};

}  // namespace

int neighbor_side(const SheetMetrics& metrics) { return metrics.scaled(128); }
int query_side(const SheetMetrics& metrics) { return metrics.scaled(288); }

image::RgbImage draw_neighbors_sheet(const PhotoTile& query, std::span<const NeighborRow> rows,
                                     const std::string& title, const std::string& note,
                                     const SheetMetrics& metrics) {
  VITVIZ_CHECK(!rows.empty() && !rows.front().tiles.empty());
  const RowHeights heights(metrics);
  const int side = neighbor_side(metrics);
  int tallest = 0;  // of all rows: they look alike
  std::size_t columns = 0;
  for (const NeighborRow& row : rows) {
    tallest = std::max(tallest, height_of(row.tiles, side));
    columns = std::max(columns, row.tiles.size());
  }
  VITVIZ_CHECK(columns <= kMostNeighborTiles);

  const image::Size query_box = {query_side(metrics), height_of({&query, 1}, query_side(metrics))};
  const int below = 2 * heights.line;  // the lines of a tile
  const int row_step = heights.title + tallest + below + 2 * metrics.gap();
  const int step = side + metrics.gap();
  const int tiles_left = query_box.width + 2 * metrics.gap();
  const int rows_height = static_cast<int>(rows.size()) * row_step - 2 * metrics.gap();
  const int query_height = heights.title + query_box.height + heights.line;
  const SheetParts parts{{tiles_left + static_cast<int>(columns) * step - metrics.gap(),
                          std::max(rows_height, query_height)},
                         0,
                         title,
                         note};
  const SheetFrame frame = frame_sheet(parts, metrics);
  image::RgbImage page = begin_sheet(parts, frame, metrics);
  Drawer drawer(metrics, page);
  drawer.draw_row("query", {&query, 1}, {frame.body, query_box, 0});
  Point corner = {frame.body.x + tiles_left, frame.body.y};
  for (const NeighborRow& row : rows) {
    drawer.draw_row(row.title, row.tiles, {corner, {side, tallest}, step});
    corner.y += row_step;
  }
  return page;
}

}  // namespace vitviz::sheet
