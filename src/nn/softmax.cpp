// SPDX-License-Identifier: Apache-2.0
// Compiled once for each instruction set that Highway supports; the best one is picked at run time.
#include "nn/softmax.h"

#include <cmath>
#include <cstddef>

// Highway asks for this order.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/softmax.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include <hwy/contrib/math/math-inl.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace vitviz::nn::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::ScalableTag<float>;

float maximum(const float* values, std::size_t count) {
  const Tag tag;
  const std::size_t lanes = hn::Lanes(tag);
  auto best = hn::Set(tag, values[0]);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) best = hn::Max(best, hn::LoadU(tag, values + i));
  float result = hn::GetLane(hn::MaxOfLanes(tag, best));
  for (; i < count; ++i) result = values[i] > result ? values[i] : result;
  return result;
}

// values ← exp(values − top); returns their sum.
float exponentiate(float* values, std::size_t count, float top) {
  const Tag tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto tops = hn::Set(tag, top);
  auto sums = hn::Zero(tag);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto power = hn::Exp(tag, hn::Sub(hn::LoadU(tag, values + i), tops));
    hn::StoreU(power, tag, values + i);
    sums = hn::Add(sums, power);
  }
  float sum = hn::GetLane(hn::SumOfLanes(tag, sums));
  for (; i < count; ++i) {
    values[i] = std::exp(values[i] - top);
    sum += values[i];
  }
  return sum;
}

void multiply(float* values, std::size_t count, float factor) {
  const Tag tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto factors = hn::Set(tag, factor);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    hn::StoreU(hn::Mul(hn::LoadU(tag, values + i), factors), tag, values + i);
  }
  for (; i < count; ++i) values[i] *= factor;
}

void softmax_row(float* scores, std::size_t count) {
  // Subtract the row's maximum first: exp() then cannot overflow and the result is unchanged.
  const float sum = exponentiate(scores, count, maximum(scores, count));
  multiply(scores, count, 1.0F / sum);
}

}  // namespace vitviz::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vitviz::nn {

HWY_EXPORT(softmax_row);

void softmax_rows(tensor::MatrixRef scores) {
  const auto softmax_row = HWY_DYNAMIC_DISPATCH(softmax_row);
  for (Eigen::Index row = 0; row < scores.rows(); ++row) {
    softmax_row(&scores(row, 0), static_cast<std::size_t>(scores.cols()));
  }
}

}  // namespace vitviz::nn
#endif
