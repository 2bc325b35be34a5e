// SPDX-License-Identifier: Apache-2.0
// Compiled once for each instruction set that Highway supports; the best one is picked at run time.
#include "nn/running_softmax.h"

#include <algorithm>
#include <cmath>

// Highway asks for this order.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/running_softmax.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace vitviz::nn::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::CappedTag<float, 16>;  // rows come in multiples of 16
using Floats = hn::Vec<Tag>;

// 2^x for x <= 0, to 1e-7 of it; what is below 2^-126 becomes 2^-126.
HWY_INLINE Floats power_of_2(Floats x) {
  const Tag tag;
  const hn::RebindToSigned<Tag> integers;
  const Floats bounded = hn::Max(x, hn::Set(tag, -126.0F));
  const Floats whole = hn::Round(bounded);
  const Floats rest = hn::Sub(bounded, whole);  // in [-1/2, 1/2], exact
  // The polynomial of degree 5 with the smallest relative error there, 7.5e-8.
  Floats power = hn::Set(tag, 1.327647174e-03F);
  power = hn::MulAdd(power, rest, hn::Set(tag, 9.675541540e-03F));
  power = hn::MulAdd(power, rest, hn::Set(tag, 5.550713276e-02F));
  power = hn::MulAdd(power, rest, hn::Set(tag, 2.402211972e-01F));
  power = hn::MulAdd(power, rest, hn::Set(tag, 6.931469671e-01F));
  power = hn::MulAdd(power, rest, hn::Set(tag, 1.000000072F));
  // Times 2^whole, added to the exponent.
  const auto exponent = hn::ShiftLeft<23>(hn::ConvertTo(integers, whole));
  return hn::BitCast(tag, hn::Add(hn::BitCast(integers, power), exponent));
}

float largest(const float* scores, std::size_t count) {
  const Tag tag;
  Floats best = hn::LoadU(tag, scores);
  for (std::size_t i = hn::Lanes(tag); i < count; i += hn::Lanes(tag)) {
    best = hn::Max(best, hn::LoadU(tag, scores + i));
  }
  return hn::GetLane(hn::MaxOfLanes(tag, best));
}

// scores ← 2^(scores − top); returns their sum.
float raise(float* scores, std::size_t count, float top) {
  const Tag tag;
  const Floats tops = hn::Set(tag, top);
  Floats sum = hn::Zero(tag);
  for (std::size_t i = 0; i < count; i += hn::Lanes(tag)) {
    const Floats power = power_of_2(hn::Sub(hn::LoadU(tag, scores + i), tops));
    hn::StoreU(power, tag, scores + i);
    sum = hn::Add(sum, power);
  }
  return hn::GetLane(hn::SumOfLanes(tag, sum));
}

}  // namespace vitviz::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vitviz::nn {

HWY_EXPORT(largest);
HWY_EXPORT(raise);

float RunningSoftmax::append(float* scores, std::size_t count) {
  const float before = top;
  top = std::max(top, HWY_DYNAMIC_DISPATCH(largest)(scores, count));
  const float shrink = std::exp2(before - top);
  sum = sum * shrink + HWY_DYNAMIC_DISPATCH(raise)(scores, count, top);
  return shrink;
}

}  // namespace vitviz::nn
#endif
