// SPDX-License-Identifier: Apache-2.0
// Where a decoder's rows go. A photo of 2^28 pixels takes 768 MiB as a whole; who needs only a
// smaller one of it takes it row by row.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <stop_token>
#include <utility>

#include "base/stopped.h"
#include "image/raster.h"

namespace vitviz::image {

class RowSink {
 public:
  // `stop` ends the decoder that fills the rows, early.
  explicit RowSink(std::stop_token stop) : stop_(std::move(stop)) {}
  RowSink(const RowSink&) = delete;
  RowSink& operator=(const RowSink&) = delete;
  virtual ~RowSink() = default;

  // The place of the next row, from top to bottom: 3 bytes a pixel, to be filled before the next
  // one is asked for. Throws Stopped, and what place_of_next_row() throws.
  [[nodiscard]] std::span<std::uint8_t> next_row() {
    base::stop_if_requested(stop_);
    return place_of_next_row();
  }

  // For decoders that compute long before they have a row.
  [[nodiscard]] const std::stop_token& stop() const { return stop_; }

 private:
  [[nodiscard]] virtual std::span<std::uint8_t> place_of_next_row() = 0;

  std::stop_token stop_;
};

// All rows, as they come.
class RasterSink : public RowSink {
 public:
  // `raster` must outlive it.
  RasterSink(RgbImage& raster, std::stop_token stop) : RowSink(std::move(stop)), raster_(raster) {}

 private:
  [[nodiscard]] std::span<std::uint8_t> place_of_next_row() override { return raster_.row(y_++); }

  RgbImage& raster_;
  int y_ = 0;
};

// Hands out the rows of a photo that is there as a whole.
inline void hand_out(const RgbImage& photo, RowSink& rows) {
  for (int y = 0; y < photo.height(); ++y) {
    std::copy(photo.row(y).begin(), photo.row(y).end(), rows.next_row().begin());
  }
}

}  // namespace vitviz::image
