// SPDX-License-Identifier: Apache-2.0
#include "sheet/blocks_sheet.h"

#include <algorithm>
#include <cstddef>
#include <span>

#include "base/check.h"
#include "sheet/blocks_places.h"
#include "sheet/color_bar.h"
#include "sheet/text.h"

namespace vitviz::sheet {
namespace {

std::span<const float> map_of(const tensor::AttentionMaps& attention, std::size_t i) {
  const auto count = static_cast<std::size_t>(attention.grid().count());
  return attention.values().subspan(i * count, count);
}

int patches_beyond(const tensor::AttentionMaps& attention, const BlocksSheet& sheet) {
  int count = 0;
  for (std::size_t i = 0; i < sheet.ranges.size(); ++i) {
    count += color::count_beyond(map_of(attention, i), sheet.ranges[i]);
  }
  return count;
}

// The legend at the right of the tiles: one bar, or one for each row.
class Legend {
 public:
  Legend(const BlocksSheet& sheet, const BlocksPlaces& places, const TileStyle& style,
         const SheetMetrics& metrics)
      : metrics_(metrics),
        meaning_(sheet.meaning),
        by_rows_(sheet.range_by == color::RangeBy::kBlock) {
    const auto heads = static_cast<std::size_t>(places.columns);
    const int height = places.tiles_height();
    switch (sheet.range_by) {
      case color::RangeBy::kMap:
        bars_.push_back({style.colormap, style.gamma, {{0.0, "lowest"}, {1.0, "highest"}}, ""});
        break;
      case color::RangeBy::kBlock:
        for (std::size_t i = 0; i < sheet.ranges.size(); i += heads) {
          bars_.push_back(
              {style.colormap, style.gamma, ticks_of_row(sheet.ranges[i], places.tile.height), ""});
        }
        break;
      case color::RangeBy::kAll:
        bars_.push_back({style.colormap, style.gamma,
                         round_ticks(sheet.ranges.front(), ticks_for(height, metrics)), ""});
        break;
    }
  }

  [[nodiscard]] int width() const {
    const TextExtent meaning = measure_text(meaning_, metrics_.text());
    return width_of_bars() + metrics_.gap() + meaning.ascent + meaning.descent;
  }
  [[nodiscard]] int least_height() const { return measure_text(meaning_, metrics_.text()).width; }

  // `corner` is beside the upper right corner of the tiles.
  void draw(Point corner, const BlocksPlaces& places, image::RgbImage& picture) const {
    const int pitch = places.tile.height + places.gap;
    const int inset = by_rows_ ? places.gap : 0;  // so that numbers of two rows do not touch
    const int height = (by_rows_ ? places.tile.height : places.tiles_height()) - 2 * inset;
    for (std::size_t i = 0; i < bars_.size(); ++i) {
      const int top = corner.y + static_cast<int>(i) * pitch + inset;
      draw_color_bar(bars_[i], {corner.x, top}, height, metrics_, picture);
    }
    const int ascent = measure_text(meaning_, metrics_.text()).ascent;
    draw_upwards(meaning_, corner.x + width_of_bars() + metrics_.gap() + ascent, corner.y,
                 std::max(places.tiles_height(), least_height()), metrics_, picture);
  }

 private:
  // The two ends, where the row is high enough for both numbers.
  [[nodiscard]] std::vector<Tick> ticks_of_row(color::ValueRange range, int height) const {
    const int both = 2 * measure_text("", metrics_.text()).ascent + 3 * metrics_.scaled(3);
    return both <= height ? end_ticks(range) : std::vector<Tick>();
  }

  [[nodiscard]] int width_of_bars() const {
    int widest = 0;
    for (const ColorBar& bar : bars_) widest = std::max(widest, width_of(bar, metrics_));
    return widest;
  }

  const SheetMetrics& metrics_;
  const std::string& meaning_;
  bool by_rows_;
  std::vector<ColorBar> bars_;
};

// All tiles in their places, which are on the page. Threads draw rows that no other touches.
void draw_tiles(const tensor::AttentionMaps& attention, const BlocksSheet& sheet,
                const TileStyle& style, const BlocksPlaces& places, base::ThreadPool& threads,
                image::RgbImage& picture) {
  threads.parallel_for(places.rows, [&](int row, int) {
    for (int column = 0; column < places.columns; ++column) {
      const int map = row * places.columns + column;
      const auto i = static_cast<std::size_t>(map);
      paste(draw_tile(map_of(attention, i), attention.grid(), sheet.ranges[i], places.tile, style),
            places.tile_at(row, column), picture);
    }
  });
}

}  // namespace

std::vector<color::ValueRange> ranges_by(color::RangeBy range_by,
                                         const tensor::AttentionMaps& attention) {
  const auto heads = static_cast<std::size_t>(attention.heads());
  const std::size_t maps = static_cast<std::size_t>(attention.blocks()) * heads;
  const std::size_t together = range_by == color::RangeBy::kMap     ? 1
                               : range_by == color::RangeBy::kBlock ? heads
                                                                    : maps;
  const auto count = static_cast<std::size_t>(attention.grid().count()) * together;
  std::vector<color::ValueRange> ranges;
  for (std::size_t i = 0; i < maps; i += together) {
    const color::ValueRange range =
        color::range_of(attention.values().subspan(i / together * count, count));
    ranges.insert(ranges.end(), together, range);
  }
  return ranges;
}

image::RgbImage draw_blocks_sheet(image::Size photo, const tensor::AttentionMaps& attention,
                                  const BlocksSheet& sheet, const SheetStyle& style,
                                  base::ThreadPool& threads) {
  VITVIZ_CHECK(attention.blocks() >= 1 && attention.heads() >= 1);
  VITVIZ_CHECK(std::ssize(sheet.row_labels) == attention.blocks());
  VITVIZ_CHECK(std::ssize(sheet.ranges) == attention.blocks() * attention.heads());
  const SheetMetrics metrics(style.scale);
  const BlocksAxes axes{sheet.row_axis, sheet.row_labels, attention.heads()};
  const BlocksPlaces places = plan_blocks(photo, axes, metrics);
  const Legend legend(sheet, places, style.tiles, metrics);

  SheetParts parts{places.all(), 0, sheet.title,
                   note_on_colors(sheet.range_by, patches_beyond(attention, sheet))};
  if (style.legend) {
    parts.legend_width = legend.width();
    parts.body.height = std::max(parts.body.height, places.first.y + legend.least_height());
  }
  const SheetFrame frame = frame_sheet(parts, metrics);
  image::RgbImage picture = begin_sheet(parts, frame, metrics);
  draw_axes(axes, places, frame.body, metrics, picture);
  BlocksPlaces on_page = places;
  on_page.first = {frame.body.x + places.first.x, frame.body.y + places.first.y};
  draw_tiles(attention, sheet, style.tiles, on_page, threads, picture);
  if (style.legend) {
    legend.draw({frame.legend.x, on_page.first.y}, places, picture);
  }
  return picture;
}

}  // namespace vitviz::sheet
