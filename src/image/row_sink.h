// SPDX-License-Identifier: Apache-2.0
// Where a decoder's rows go. A photo of 2^28 pixels takes 768 MiB as a whole; who needs only a
// smaller one of it takes it row by row.
#pragma once

#include <cstdint>
#include <span>

#include "image/raster.h"

namespace vitviz::image {

class RowSink {
 public:
  RowSink() = default;
  RowSink(const RowSink&) = delete;
  RowSink& operator=(const RowSink&) = delete;
  virtual ~RowSink() = default;

  // The place of the next row, from top to bottom: 3 bytes a pixel, to be filled before the next
  // one is asked for.
  [[nodiscard]] virtual std::span<std::uint8_t> next_row() = 0;
};

// All rows, as they come.
class RasterSink : public RowSink {
 public:
  // `raster` must outlive it.
  explicit RasterSink(RgbImage& raster) : raster_(raster) {}

  [[nodiscard]] std::span<std::uint8_t> next_row() override { return raster_.row(y_++); }

 private:
  RgbImage& raster_;
  int y_ = 0;
};

}  // namespace vitviz::image
