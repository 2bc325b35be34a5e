// SPDX-License-Identifier: Apache-2.0
#include "image/pil_pass.h"

#include <algorithm>
#include <cmath>

namespace vitviz::image {
namespace {

// Coefficients are integers in units of 2^-22: a sum of 8-bit pixels times coefficients then fits
// 32 bits even when a cubic filter overshoots.
constexpr int kPrecisionBits = 32 - 8 - 2;

constexpr std::size_t kChannels = RgbImage::kChannels;

// Rows that one thread computes at a time.
constexpr int kRowsPerTask = 16;

double triangle(double x) { return std::max(0.0, 1.0 - std::abs(x)); }

double keys_cubic(double x) {
  constexpr double kA = -0.5;
  x = std::abs(x);
  if (x < 1.0) return ((kA + 2.0) * x - (kA + 3.0)) * x * x + 1.0;
  if (x < 2.0) return (((x - 5.0) * x + 8.0) * x - 4.0) * kA;
  return 0.0;
}

double support_of(Filter filter) { return filter == Filter::kBilinear ? 1.0 : 2.0; }

double weight_at(Filter filter, double x) {
  return filter == Filter::kBilinear ? triangle(x) : keys_cubic(x);
}

std::int32_t to_fixed(double weight) {
  const double scaled = weight * (1 << kPrecisionBits);
  return static_cast<std::int32_t>(weight < 0 ? scaled - 0.5 : scaled + 0.5);
}

// Towards zero, as C converts.
int to_int(double value) { return static_cast<int>(value); }

std::uint8_t to_pixel(std::int32_t sum) {
  return static_cast<std::uint8_t>(std::clamp(sum >> kPrecisionBits, 0, 255));
}

// Half a grey level: makes the final shift round.
constexpr std::int32_t kHalf = 1 << (kPrecisionBits - 1);

// One target row from `span.count` rows of `rows`; `sums` is as wide as a row.
void mix_rows(const RgbImage& rows, const ResizeSpan& span, const std::int32_t* coefficients,
              std::span<std::int32_t> sums, std::span<std::uint8_t> to) {
  std::fill(sums.begin(), sums.end(), kHalf);
  for (int i = 0; i < span.count; ++i) {
    const std::uint8_t* row = rows.row(span.first + i).data();
    const std::int32_t coefficient = coefficients[i];
    for (std::size_t x = 0; x < sums.size(); ++x) sums[x] += row[x] * coefficient;
  }
  for (std::size_t x = 0; x < sums.size(); ++x) to[x] = to_pixel(sums[x]);
}

}  // namespace

// Every operation in the order of Pillow's precompute_coeffs(), as its rounding decides bits.
ResizeWeights plan_pass(int source, int target, Filter filter) {
  const double scale = static_cast<double>(source) / target;
  const double stretch = std::max(scale, 1.0);
  const double support = support_of(filter) * stretch;
  const double per_stretch = 1.0 / stretch;

  ResizeWeights weights;
  weights.spans.reserve(static_cast<std::size_t>(target));
  std::vector<double> exact;
  for (int i = 0; i < target; ++i) {
    const double center = (i + 0.5) * scale;
    const int first = std::max(0, to_int(center - support + 0.5));
    const int end = std::min(source, to_int(center + support + 0.5));
    exact.clear();
    double total = 0;
    for (int x = first; x < end; ++x) {
      exact.push_back(weight_at(filter, (x - center + 0.5) * per_stretch));
      total += exact.back();
    }
    weights.spans.push_back({first, end - first, weights.coefficients.size()});
    for (const double weight : exact) {
      weights.coefficients.push_back(to_fixed(total == 0.0 ? weight : weight / total));
    }
  }
  return weights;
}

void resize_row(std::span<const std::uint8_t> from, const ResizeWeights& weights,
                std::span<std::uint8_t> to) {
  std::uint8_t* out = to.data();
  for (const ResizeSpan& span : weights.spans) {
    const std::int32_t* coefficient = weights.coefficients.data() + span.start;
    const std::uint8_t* pixel = from.data() + static_cast<std::size_t>(span.first) * kChannels;
    std::int32_t red = kHalf;
    std::int32_t green = kHalf;
    std::int32_t blue = kHalf;
    for (int i = 0; i < span.count; ++i, pixel += kChannels) {
      red += pixel[0] * coefficient[i];
      green += pixel[1] * coefficient[i];
      blue += pixel[2] * coefficient[i];
    }
    *out++ = to_pixel(red);
    *out++ = to_pixel(green);
    *out++ = to_pixel(blue);
  }
}

RgbImage resize_height(const RgbImage& photo, int height, Filter filter,
                       base::ThreadPool& threads) {
  const ResizeWeights weights = plan_pass(photo.height(), height, filter);
  RgbImage resized({photo.width(), height});
  std::vector<std::vector<std::int32_t>> sums(static_cast<std::size_t>(threads.size()));
  for (auto& row : sums) row.resize(photo.row(0).size());
  for_each_row(threads, height, [&](int y, int worker) {
    const ResizeSpan& span = weights.spans[static_cast<std::size_t>(y)];
    mix_rows(photo, span, weights.coefficients.data() + span.start,
             sums[static_cast<std::size_t>(worker)], resized.row(y));
  });
  return resized;
}

void for_each_row(base::ThreadPool& threads, int rows,
                  const std::function<void(int y, int worker)>& compute) {
  const int tasks = (rows + kRowsPerTask - 1) / kRowsPerTask;
  threads.parallel_for(tasks, [&](int task, int worker) {
    const int end = std::min(rows, (task + 1) * kRowsPerTask);
    for (int y = task * kRowsPerTask; y < end; ++y) compute(y, worker);
  });
}

}  // namespace vitviz::image
