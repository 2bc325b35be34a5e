// SPDX-License-Identifier: Apache-2.0
// Compiled once for each instruction set that Highway supports; the best one is picked at run time.
#include "nn/activation.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "nn/rough_activation.h"

// Highway asks for this order.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/activation.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include <hwy/contrib/math/math-inl.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace vitviz::nn::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::ScalableTag<float>;
using Floats = hn::Vec<Tag>;

// The polynomial in x with these coefficients, that of the highest power first.
template <std::size_t count>
HWY_INLINE Floats polynomial(Floats x, const std::array<float, count>& coefficients) {
  const Tag tag;
  Floats sum = hn::Set(tag, coefficients[0]);
  for (std::size_t i = 1; i < count; ++i) sum = hn::MulAdd(sum, x, hn::Set(tag, coefficients[i]));
  return sum;
}

HWY_INLINE Floats exact(Floats a, Floats b) { return hn::Div(a, b); }

// To 2^-14 of it, where what follows rounds to 2^-9.
HWY_INLINE Floats rough(Floats a, Floats b) { return hn::Mul(a, hn::ApproximateReciprocal(b)); }

// Φ(x) − 1/2 is x · p(x²) / q(x²), where p / q has the smallest relative error that these degrees
// allow, 3.1e-8. Beyond ±5.75 Φ rounds to 0 and 1.
template <Floats divide(Floats, Floats)>
HWY_INLINE Floats normal_distribution(Floats x) {
  constexpr std::array kNumerator = {2.140888471e-08F, 6.293629881e-06F, 1.763639312e-04F,
                                     4.722504373e-03F, 3.470846852e-02F, 3.989422682e-01F};
  constexpr std::array kDenominator = {1.153841455e-06F, 7.546746421e-05F, 1.928143107e-03F,
                                       2.911669025e-02F, 2.536674154e-01F, 1.0F};
  const Tag tag;
  constexpr float kEnd = 5.75F;
  const Floats bounded = hn::Min(hn::Max(x, hn::Set(tag, -kEnd)), hn::Set(tag, kEnd));
  const Floats square = hn::Mul(bounded, bounded);
  const Floats part = divide(polynomial(square, kNumerator), polynomial(square, kDenominator));
  return hn::MulAdd(bounded, part, hn::Set(tag, 0.5F));
}

// σ(x) = 1 / (1 + exp(−x))
HWY_INLINE Floats logistic(Floats x) {
  const Tag tag;
  constexpr float kMost = 88;  // exp() of more is beyond float
  const Floats one = hn::Set(tag, 1.0F);
  return hn::Div(one, hn::Add(one, hn::Exp(tag, hn::Min(hn::Neg(x), hn::Set(tag, kMost)))));
}

// (1 + tanh(y)) / 2 = σ(2 y) for y = √(2/π) · (x + 0.044715 x³)
HWY_INLINE Floats gelu_tanh_factor(Floats x) {
  constexpr float kTwiceRoot = 1.59576912F;
  const Floats cubic = polynomial(hn::Mul(x, x), std::array{0.044715F * kTwiceRoot, kTwiceRoot});
  return logistic(hn::Mul(x, cubic));
}

HWY_INLINE Floats quick_gelu_factor(Floats x) {
  const Tag tag;
  return logistic(hn::Mul(x, hn::Set(tag, 1.702F)));
}

// x ← x · factor(x)
template <Floats factor(Floats)>
void scale(float* x, std::size_t count) {
  const Tag tag;
  const std::size_t lanes = hn::Lanes(tag);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const Floats values = hn::LoadU(tag, x + i);
    hn::StoreU(hn::Mul(values, factor(values)), tag, x + i);
  }
  if (i == count) return;
  HWY_ALIGN std::array<float, hn::MaxLanes(Tag())> rest = {};
  std::copy(x + i, x + count, rest.begin());
  const Floats values = hn::Load(tag, rest.data());
  hn::Store(hn::Mul(values, factor(values)), tag, rest.data());
  std::copy_n(rest.begin(), count - i, x + i);
}

void activate(Activation activation, bool rounds, float* x, std::size_t count) {
  switch (activation) {
    case Activation::kGelu:
      return rounds ? scale<normal_distribution<rough>>(x, count)
                    : scale<normal_distribution<exact>>(x, count);
    case Activation::kGeluTanh:
      return scale<gelu_tanh_factor>(x, count);
    case Activation::kQuickGelu:
      return scale<quick_gelu_factor>(x, count);
    case Activation::kSilu:
      return scale<logistic>(x, count);
  }
}

}  // namespace vitviz::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vitviz::nn {

HWY_EXPORT(activate);

void activate_for(Precision product, Activation activation, tensor::MatrixRef x) {
  const auto activate_row = HWY_DYNAMIC_DISPATCH(activate);
  const bool rounds = product == Precision::kBf16;
  for (Eigen::Index row = 0; row < x.rows(); ++row) {
    activate_row(activation, rounds, x.row(row).data(), static_cast<std::size_t>(x.cols()));
  }
}

void activate(Activation activation, tensor::MatrixRef x) {
  activate_for(Precision::kF32, activation, x);
}

}  // namespace vitviz::nn
#endif
