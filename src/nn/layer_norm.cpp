// SPDX-License-Identifier: Apache-2.0
// Compiled once for each instruction set that Highway supports; the best one is picked at run time.
#include "nn/layer_norm.h"

#include <cmath>
#include <cstddef>

#include "base/check.h"

// Highway asks for this order.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/layer_norm.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace vitviz::nn::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::ScalableTag<float>;

// The sum of (x − offset)^power, power 1 or 2.
template <int power>
float sum_of(const float* x, std::size_t count, float offset) {
  const Tag tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto offsets = hn::Set(tag, offset);
  auto sums = hn::Zero(tag);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto centred = hn::Sub(hn::LoadU(tag, x + i), offsets);
    sums = power == 1 ? hn::Add(sums, centred) : hn::MulAdd(centred, centred, sums);
  }
  float sum = hn::GetLane(hn::SumOfLanes(tag, sums));
  for (; i < count; ++i) sum += power == 1 ? x[i] - offset : (x[i] - offset) * (x[i] - offset);
  return sum;
}

// y = (x − mean) · inverse · scale + shift
void normalise(const float* x, std::size_t count, float mean, float inverse, const float* scale,
               const float* shift, float* y) {
  const Tag tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto means = hn::Set(tag, mean);
  const auto inverses = hn::Set(tag, inverse);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto normal = hn::Mul(hn::Sub(hn::LoadU(tag, x + i), means), inverses);
    hn::StoreU(hn::MulAdd(normal, hn::LoadU(tag, scale + i), hn::LoadU(tag, shift + i)), tag,
               y + i);
  }
  for (; i < count; ++i) y[i] = (x[i] - mean) * inverse * scale[i] + shift[i];
}

void layer_norm(const float* x, std::size_t count, float epsilon, const float* scale,
                const float* shift, float* y) {
  const auto size = static_cast<float>(count);
  const float mean = sum_of<1>(x, count, 0) / size;
  // Of the centred row: its squares lose no digits.
  const float variance = sum_of<2>(x, count, mean) / size;
  normalise(x, count, mean, 1.0F / std::sqrt(variance + epsilon), scale, shift, y);
}

}  // namespace vitviz::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vitviz::nn {

HWY_EXPORT(layer_norm);

void LayerNorm::apply(tensor::ConstMatrixRef x, tensor::MatrixRef y) const {
  VITVIZ_CHECK(x.rows() == y.rows() && x.cols() == scale.cols() && y.cols() == scale.cols());
  const auto layer_norm = HWY_DYNAMIC_DISPATCH(layer_norm);
  for (Eigen::Index row = 0; row < x.rows(); ++row) {
    layer_norm(x.row(row).data(), static_cast<std::size_t>(x.cols()), epsilon, scale.data(),
               shift.data(), y.row(row).data());
  }
}

}  // namespace vitviz::nn
#endif
