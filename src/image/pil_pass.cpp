// SPDX-License-Identifier: Apache-2.0
#include "image/pil_pass.h"

#include <algorithm>
#include <cmath>
#include <numbers>

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

double sinc(double x) {
  return x == 0.0 ? 1.0 : std::sin(x * std::numbers::pi) / (x * std::numbers::pi);
}

double lanczos(double x) { return x >= -3.0 && x < 3.0 ? sinc(x) * sinc(x / 3) : 0.0; }

double box(double x) { return x > -0.5 && x <= 0.5 ? 1.0 : 0.0; }

double hamming(double x) {
  x = std::abs(x);
  if (x == 0.0) return 1.0;
  // In the original these are numbers of single precision.
  constexpr auto kMiddle = static_cast<double>(0.54F);
  constexpr auto kSwing = static_cast<double>(0.46F);
  return x < 1.0 ? sinc(x) * (kMiddle + kSwing * std::cos(x * std::numbers::pi)) : 0.0;
}

struct Kernel {
  double support;  // weight(x) is 0 beyond, to both sides
  double (*weight)(double x);
};

Kernel kernel_of(Filter filter) {
  switch (filter) {
    case Filter::kLanczos:
      return {3.0, lanczos};
    case Filter::kBilinear:
      return {1.0, triangle};
    case Filter::kBicubic:
      return {2.0, keys_cubic};
    case Filter::kHamming:
      return {1.0, hamming};
    case Filter::kBox:
    case Filter::kNearest:
      break;
  }
  return {0.5, box};
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

// One source pixel for each target pixel. The places are added up, as in Pillow's
// ImagingScaleAffine(): a product would round differently.
ResizeWeights plan_picking(int source, int target) {
  const double scale = static_cast<double>(source) / target;
  ResizeWeights weights;
  double place = scale * 0.5;
  for (int i = 0; i < target; ++i, place += scale) {
    weights.spans.push_back({std::min(to_int(place), source - 1), 1, weights.coefficients.size()});
    weights.coefficients.push_back(1 << kPrecisionBits);
  }
  return weights;
}

}  // namespace

// Every operation in the order of Pillow's precompute_coeffs(), as its rounding decides bits.
ResizeWeights plan_pass(int source, int target, Filter filter) {
  if (filter == Filter::kNearest) return plan_picking(source, target);
  const double scale = static_cast<double>(source) / target;
  const double stretch = std::max(scale, 1.0);
  const Kernel kernel = kernel_of(filter);
  const double support = kernel.support * stretch;
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
      exact.push_back(kernel.weight((x - center + 0.5) * per_stretch));
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
