// SPDX-License-Identifier: Apache-2.0
#include "image/row_resizer.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>

#include "image/pil_pass.h"

namespace vitviz::image {
namespace {

void mirror(std::span<std::uint8_t> rgb) {
  const std::size_t width = rgb.size() / 3;
  for (std::size_t x = 0; x < width / 2; ++x) {
    std::swap_ranges(&rgb[3 * x], &rgb[3 * x] + 3, &rgb[3 * (width - 1 - x)]);
  }
}

// The first pass. Callable from several threads, each with other rows.
class Narrowing {
 public:
  explicit Narrowing(const RowResizing& resizing)
      : r_(resizing), narrow_({r_.target.width, r_.part.size.height}) {
    if (r_.target.width != r_.part.size.width) {
      weights_ = plan_pass(r_.part.size.width, r_.target.width, r_.filter);
    }
  }

  void take(int stored, std::span<std::uint8_t> row) {
    const int upright = r_.order.upside_down ? r_.photo.height - 1 - stored : stored;
    const int y = upright - r_.part.corner.y;
    if (y < 0 || y >= r_.part.size.height) return;
    if (r_.order.mirrored) mirror(row);
    const auto from = row.subspan(static_cast<std::size_t>(r_.part.corner.x) * 3,
                                  static_cast<std::size_t>(r_.part.size.width) * 3);
    if (weights_.spans.empty()) {
      std::copy(from.begin(), from.end(), narrow_.row(y).begin());
    } else {
      resize_row(from, weights_, narrow_.row(y));
    }
  }

  // As wide as the target, as high as the part.
  RgbImage& narrow() { return narrow_; }

 private:
  const RowResizing& r_;
  ResizeWeights weights_;  // none where the width stays
  RgbImage narrow_;
};

}  // namespace

RgbImage resize_rows(const RowResizing& resizing, const RowSource& decode,
                     base::ThreadPool& threads) {
  Narrowing first_pass(resizing);
  RowBatches batches(
      resizing.photo, threads.size(),
      [&](int y, std::span<std::uint8_t> row) { first_pass.take(y, row); }, threads.stop());
  threads.parallel_for(threads.size(), [&](int task, int) {
    task == 0 ? batches.fill(decode) : batches.use_until_filled();
  });
  RgbImage narrow = std::move(first_pass.narrow());
  const int height = resizing.target.height;
  if (height == narrow.height()) return narrow;
  return resize_height(narrow, height, resizing.filter, threads);
}

std::size_t bytes_to_resize_rows(Size photo, const Rectangle& part, Size target, int threads) {
  return RowBatches::bytes_for(photo, threads) +
         3 * (pixel_count({target.width, part.size.height}) + pixel_count(target));
}

}  // namespace vitviz::image
