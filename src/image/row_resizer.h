// SPDX-License-Identifier: Apache-2.0
// pil_resize() of a photo whose rows come one after the other. Its first pass is horizontal, so
// only what is left of each row is kept: a photo of 16384 x 16384 pixels takes 20 MB instead of
// 800 on its way to 400 x 400. The bytes are those of pil_resize().
//
// Rows come from a decoder, which only one thread can run. It fills batches of rows; the other
// threads resize those that are full, and where they fall behind, the decoder's thread helps.
#pragma once

#include <cstddef>

#include "base/thread_pool.h"
#include "image/crop.h"
#include "image/pil_resize.h"
#include "image/row_batches.h"

namespace vitviz::image {

// Rows as they are stored, with an EXIF orientation that leaves rows rows.
struct RowOrder {
  bool mirrored = false;     // from right to left
  bool upside_down = false;  // from the bottom
};

// How a photo becomes smaller: of the photo, upright and this large, `part` becomes `target`
// pixels. Requires: the part is inside of the photo.
struct RowResizing {
  Size photo;
  RowOrder order;
  Rectangle part;
  Size target;
  Filter filter;
};

// Calls `decode` once, by any of the threads. Throws what it throws, and Stopped.
[[nodiscard]] RgbImage resize_rows(const RowResizing& resizing, const RowSource& decode,
                                   base::ThreadPool& threads);

// Memory that resize_rows() takes, with what it returns.
[[nodiscard]] std::size_t bytes_to_resize_rows(Size photo, const Rectangle& part, Size target,
                                               int threads);

}  // namespace vitviz::image
