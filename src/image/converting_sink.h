// SPDX-License-Identifier: Apache-2.0
// Rows on their way to another sink, converted to sRGB.
#pragma once

#include <span>

#include "image/color_profile.h"
#include "image/row_sink.h"

namespace vitviz::image {

class ConvertingSink : public RowSink {
 public:
  // Both must outlive it.
  ConvertingSink(RowSink& to, const ToSrgb& conversion)
      : RowSink(to.stop()), to_(to), conversion_(conversion) {}

  // Converts the last row, once it is filled.
  void finish() {
    conversion_.convert(row_);
    row_ = {};
  }

 private:
  // A row is filled when the next one is asked for, and its place may be another's then.
  [[nodiscard]] std::span<std::uint8_t> place_of_next_row() override {
    finish();
    return row_ = to_.next_row();
  }

  RowSink& to_;
  const ToSrgb& conversion_;
  std::span<std::uint8_t> row_;
};

}  // namespace vitviz::image
