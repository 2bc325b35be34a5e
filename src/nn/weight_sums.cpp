// SPDX-License-Identifier: Apache-2.0
// Compiled once for each instruction set that Highway supports; the best one is picked at run time.
#include "nn/weight_sums.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "base/check.h"

// Highway asks for this order.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/weight_sums.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include <hwy/contrib/math/math-inl.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace vitviz::nn::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::ScalableTag<float>;
using Floats = hn::Vec<Tag>;

constexpr float kTiny = std::numeric_limits<float>::min();

float total(Floats sums) { return hn::GetLane(hn::SumOfLanes(Tag(), sums)); }

// `distances` may be null.
WeightSums sums_of(const float* weights, const float* distances, std::size_t count) {
  const Tag tag;
  const std::size_t lanes = hn::Lanes(tag);
  auto all = hn::Zero(tag);
  auto logs = hn::Zero(tag);
  auto far = hn::Zero(tag);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto a = hn::LoadU(tag, weights + i);
    all = hn::Add(all, a);
    logs = hn::MulAdd(a, hn::Log(tag, hn::Max(a, hn::Set(tag, kTiny))), logs);
    if (distances != nullptr) far = hn::MulAdd(a, hn::LoadU(tag, distances + i), far);
  }
  WeightSums sums{total(all), total(logs), total(far)};
  for (; i < count; ++i) {
    sums.weights += weights[i];
    sums.logs += weights[i] * std::log(std::max(weights[i], kTiny));
    if (distances != nullptr) sums.distances += weights[i] * distances[i];
  }
  return sums;
}

float product_sum(const float* a, const float* b, std::size_t count) {
  const Tag tag;
  const std::size_t lanes = hn::Lanes(tag);
  auto sums = hn::Zero(tag);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    sums = hn::MulAdd(hn::LoadU(tag, a + i), hn::LoadU(tag, b + i), sums);
  }
  float sum = total(sums);
  for (; i < count; ++i) sum += a[i] * b[i];
  return sum;
}

// Where the next number above `least` may be: at the beginning of the lanes that hold it.
std::size_t next_above(const float* numbers, std::size_t from, std::size_t count, float least) {
  const Tag tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto bound = hn::Set(tag, least);
  for (; from + lanes <= count; from += lanes) {
    if (!hn::AllFalse(tag, hn::Gt(hn::LoadU(tag, numbers + from), bound))) break;
  }
  return from;
}

// A number that `wanted` of the numbers reach, since as many of the largest in each lane of a few
// vectors do. 0 where there are too few lanes or numbers.
float bound_of_largest(const float* numbers, std::size_t count, std::size_t wanted) {
  const Tag tag;
  const std::size_t lanes = hn::Lanes(tag);
  const std::size_t vectors = (wanted + lanes - 1) / lanes;
  const std::size_t together = vectors * lanes;
  std::array<float, 2 * kMostLargest> best{};
  if (together > best.size() || count < together) return 0;
  for (std::size_t vector = 0; vector < vectors; ++vector) {
    auto largest = hn::Zero(tag);
    for (std::size_t i = vector * lanes; i + lanes <= count; i += together) {
      largest = hn::Max(largest, hn::LoadU(tag, numbers + i));
    }
    hn::StoreU(largest, tag, best.data() + vector * lanes);
  }
  const auto place = best.begin() + static_cast<std::ptrdiff_t>(wanted) - 1;
  std::nth_element(best.begin(), place, best.begin() + static_cast<std::ptrdiff_t>(together),
                   std::greater<float>());
  return *place;
}

// Into `largest`, in descending order. Where there are fewer than wanted, 0 stands for the rest.
void find_largest(const float* numbers, std::size_t count, float* largest, std::size_t wanted) {
  const std::size_t lanes = hn::Lanes(Tag());
  const float bound = bound_of_largest(numbers, count, wanted);
  std::fill_n(largest, wanted, bound > 0 ? std::nextafter(bound, 0.0F) : 0);
  float* const last = largest + wanted - 1;
  std::size_t i = 0;
  while ((i = next_above(numbers, i, count, *last)) < count) {
    const std::size_t end = std::min(i + lanes, count);
    for (; i < end; ++i) {
      if (numbers[i] <= *last) continue;
      float* place = last;
      for (; place != largest && *(place - 1) < numbers[i]; --place) *place = *(place - 1);
      *place = numbers[i];
    }
  }
}

}  // namespace vitviz::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vitviz::nn {

HWY_EXPORT(sums_of);
HWY_EXPORT(product_sum);
HWY_EXPORT(find_largest);

WeightSums weight_sums(std::span<const float> weights, std::span<const float> distances) {
  VITVIZ_CHECK(distances.empty() || distances.size() == weights.size());
  const float* const far = distances.empty() ? nullptr : distances.data();
  return HWY_DYNAMIC_DISPATCH(sums_of)(weights.data(), far, weights.size());
}

float dot(std::span<const float> a, std::span<const float> b) {
  VITVIZ_CHECK(a.size() == b.size());
  return HWY_DYNAMIC_DISPATCH(product_sum)(a.data(), b.data(), a.size());
}

float sum_of_largest(std::span<const float> numbers, std::size_t count) {
  VITVIZ_CHECK(count >= 1 && count <= kMostLargest);
  std::array<float, kMostLargest> largest{};
  HWY_DYNAMIC_DISPATCH(find_largest)(numbers.data(), numbers.size(), largest.data(), count);
  return std::accumulate(largest.begin(), largest.end(), 0.0F);
}

}  // namespace vitviz::nn
#endif
