// SPDX-License-Identifier: Apache-2.0
// The two passes of pil_resize(), for whoever has a photo's rows one after the other. The first
// takes rows by themselves, so that a large photo need not be in memory as a whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/thread_pool.h"
#include "image/pil_resize.h"
#include "image/raster.h"

namespace vitviz::image {

// The source pixels [first, first + count) that make one target pixel, and where their
// coefficients start in ResizeWeights::coefficients.
struct ResizeSpan {
  int first;
  int count;
  std::size_t start;
};

// One pass: how each target pixel along an axis is made from source pixels.
struct ResizeWeights {
  std::vector<ResizeSpan> spans;
  std::vector<std::int32_t> coefficients;
};

[[nodiscard]] ResizeWeights plan_pass(int source, int target, Filter filter);

// The first pass of one row. Requires: weights of the width of `from` and `to`.
void resize_row(std::span<const std::uint8_t> from, const ResizeWeights& weights,
                std::span<std::uint8_t> to);

// The second pass.
[[nodiscard]] RgbImage resize_height(const RgbImage& photo, int height, Filter filter,
                                     base::ThreadPool& threads);

// Calls compute(y, worker) for every row of `rows`.
void for_each_row(base::ThreadPool& threads, int rows,
                  const std::function<void(int y, int worker)>& compute);

}  // namespace vitviz::image
