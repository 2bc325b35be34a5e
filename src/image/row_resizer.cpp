// SPDX-License-Identifier: Apache-2.0
#include "image/row_resizer.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace vitviz::image {
namespace {

// Enough rows at a time for all threads to be busy.
int rows_at_once(int height, int threads) {
  constexpr int kRowsPerThread = 32;
  return std::min(height, kRowsPerThread * threads);
}

void mirror(std::span<std::uint8_t> rgb) {
  const std::size_t width = rgb.size() / 3;
  for (std::size_t x = 0; x < width / 2; ++x) {
    std::swap_ranges(&rgb[3 * x], &rgb[3 * x] + 3, &rgb[3 * (width - 1 - x)]);
  }
}

}  // namespace

RowResizer::RowResizer(Size photo, RowOrder order, const Rectangle& part, Size target,
                       Filter filter, base::ThreadPool& threads)
    : photo_(photo),
      order_(order),
      part_(part),
      target_(target),
      filter_(filter),
      threads_(threads),
      waiting_({photo.width, rows_at_once(photo.height, threads.size())}),
      narrow_({target.width, part.size.height}) {
  if (target.width != part.size.width) {
    weights_ = plan_pass(part.size.width, target.width, filter);
  }
}

std::span<std::uint8_t> RowResizer::next_row() {
  if (count_ == waiting_.height()) shrink_waiting();
  return waiting_.row(count_++);
}

RgbImage RowResizer::finish() {
  shrink_waiting();
  VITVIZ_CHECK(first_ == photo_.height);
  if (target_.height == part_.size.height) return std::move(narrow_);
  return resize_height(narrow_, target_.height, filter_, threads_);
}

void RowResizer::shrink_waiting() {
  for_each_row(threads_, count_, [&](int waiting, int) { shrink(waiting); });
  first_ += count_;
  count_ = 0;
}

void RowResizer::shrink(int waiting) {
  const int stored = first_ + waiting;
  const int upright = order_.upside_down ? photo_.height - 1 - stored : stored;
  const int y = upright - part_.corner.y;
  if (y < 0 || y >= part_.size.height) return;
  const auto row = waiting_.row(waiting);
  if (order_.mirrored) mirror(row);
  const auto from = row.subspan(static_cast<std::size_t>(part_.corner.x) * 3,
                                static_cast<std::size_t>(part_.size.width) * 3);
  if (weights_.spans.empty()) {
    std::copy(from.begin(), from.end(), narrow_.row(y).begin());
  } else {
    resize_row(from, weights_, narrow_.row(y));
  }
}

std::size_t RowResizer::bytes_for(Size photo, const Rectangle& part, Size target, int threads) {
  return 3 * (pixel_count({photo.width, rows_at_once(photo.height, threads)}) +
              pixel_count({target.width, part.size.height}) + pixel_count(target));
}

}  // namespace vitviz::image
