// SPDX-License-Identifier: Apache-2.0
#include "sheet/masks_sheet.h"

#include <utility>

#include "field/resized_region.h"
#include "image/pil_resize.h"
#include "render/highlight.h"
#include "render/place_mark.h"
#include "sheet/sheet.h"

namespace vitviz::sheet {

MasksSheet::MasksSheet(const image::RgbImage& photo, int masks, double scale,
                       base::ThreadPool& threads)
    : photo_(photo.size()),
      metrics_(scale),
      places_(plan_tiles(photo.size(), 1 + masks, metrics_)),
      threads_(threads) {
  small_ = image::pil_resize(photo, places_.tile, image::Filter::kBicubic, threads);
  image::RgbImage tile(places_.tile);
  image::copy_rows(small_, image::Band(tile));
  tiles_.push_back({std::move(tile), "photo"});
}

void MasksSheet::add(std::string label, const field::Region& object, std::string note) {
  image::RgbImage tile(places_.tile);
  render::draw_highlight(small_, field::resized(object, places_.tile, threads_))
      .draw(image::Band(tile));
  tiles_.push_back({std::move(tile), std::move(label), std::move(note)});
}

void MasksSheet::mark(image::Pixel place) {
  render::mark_place(image::Band(tiles_.front().picture),
                     place_on_tile(place, photo_, places_.tile));
}

image::RgbImage MasksSheet::draw(const std::string& title, const std::string& note) const {
  const SheetParts parts{places_.all(), 0, title, note};
  const SheetFrame frame = frame_sheet(parts, metrics_);
  image::RgbImage page = begin_sheet(parts, frame, metrics_);
  place_tiles(tiles_, places_, frame.body, metrics_, page);
  return page;
}

}  // namespace vitviz::sheet
