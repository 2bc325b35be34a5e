// SPDX-License-Identifier: Apache-2.0
// pil_resize() of a photo whose rows come one after the other. Its first pass is horizontal, so
// only what is left of each row is kept: a photo of 16384 x 16384 pixels takes 20 MB instead of
// 800 on its way to 400 x 400. The bytes are those of pil_resize().
#pragma once

#include "base/thread_pool.h"
#include "image/crop.h"
#include "image/pil_pass.h"
#include "image/row_sink.h"

namespace vitviz::image {

// Rows as they are stored, with an EXIF orientation that leaves rows rows.
struct RowOrder {
  bool mirrored = false;     // from right to left
  bool upside_down = false;  // from the bottom
};

class RowResizer : public RowSink {
 public:
  // Of the photo, upright and this large, `part` becomes `target` pixels. The threads must outlive
  // the resizer. Requires: the part is inside of the photo.
  RowResizer(Size photo, RowOrder order, const Rectangle& part, Size target, Filter filter,
             base::ThreadPool& threads);

  // Throws what tasks of the threads throw.
  [[nodiscard]] std::span<std::uint8_t> next_row() override;

  // Once the last row is filled.
  [[nodiscard]] RgbImage finish();

  // Memory that it takes.
  [[nodiscard]] static std::size_t bytes_for(Size photo, const Rectangle& part, Size target,
                                             int threads);

 private:
  void shrink_waiting();
  void shrink(int waiting);

  Size photo_;
  RowOrder order_;
  Rectangle part_;
  Size target_;
  Filter filter_;
  base::ThreadPool& threads_;
  ResizeWeights weights_;  // of the first pass; none where the width stays
  RgbImage waiting_;       // rows before the first pass
  int first_ = 0;          // the stored row that waits first
  int count_ = 0;          // rows that wait
  RgbImage narrow_;        // rows after it: as wide as the target, as high as the part
};

}  // namespace vitviz::image
