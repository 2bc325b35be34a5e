// SPDX-License-Identifier: Apache-2.0
// The sheet of one photo's masks: the photo, then the object by each of them, side by side.
#pragma once

#include <string>
#include <vector>

#include "base/thread_pool.h"
#include "field/region.h"
#include "image/geometry.h"
#include "image/raster.h"
#include "sheet/captioned_tiles.h"
#include "sheet/sheet_metrics.h"

namespace vitviz::sheet {

class MasksSheet {
 public:
  // Of a photo and so many masks. `threads` must outlive it.
  MasksSheet(const image::RgbImage& photo, int masks, double scale, base::ThreadPool& threads);

  // The next mask, of the photo's size, as it is called; `note` is what else is said of it.
  void add(std::string label, const field::Region& object, std::string note = {});

  // Draws a ring around a place of the photo, on its tile alone: nothing is to hide an edge.
  void mark(image::Pixel place);

  // The page; `note` stands below all. Throws Error(kArgument) when the scale makes it too large
  // (sheet/sheet_layout.h).
  [[nodiscard]] image::RgbImage draw(const std::string& title, const std::string& note) const;

 private:
  image::Size photo_;
  image::RgbImage small_;  // the photo at the size of a tile
  SheetMetrics metrics_;
  TilePlaces places_;
  std::vector<CaptionedTile> tiles_;
  base::ThreadPool& threads_;
};

}  // namespace vitviz::sheet
