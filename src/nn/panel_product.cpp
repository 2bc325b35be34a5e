// SPDX-License-Identifier: Apache-2.0
// Compiled once for each instruction set that Highway supports; the best one is picked at run time.
#include "nn/panel_product.h"

#include <cstring>

#include "nn/panel_product_bf16.h"

// Highway asks for this order.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/panel_product.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace vitviz::nn::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::CappedTag<float, PanelProduct::kMostLanes>;
using Floats = hn::Vec<Tag>;

constexpr std::size_t kRows = PanelProduct::kRows;
constexpr bool kHas32Registers = HWY_TARGET <= HWY_AVX3 || HWY_ARCH_ARM_A64;
// 6 × 4 sums, 4 columns and a row's element fill 32 registers; other processors have 16. SVE's
// vectors get names of their own below, and 6 × 2 sums are enough for its two or four pipes.
constexpr std::size_t kVectors = kHas32Registers && !HWY_HAVE_SCALABLE ? 4 : 2;

#if HWY_HAVE_SCALABLE

// Vectors whose length is known only at run time fit in no array, so every sum has a name. Those on
// the right are for panels of two vectors.
template <std::size_t vectors>
HWY_INLINE void add_products(float element, Floats left, Floats right, Floats& left_sum,
                             Floats& right_sum) {
  const Floats elements = hn::Set(Tag(), element);
  left_sum = hn::MulAdd(elements, left, left_sum);
  if (vectors == 2) right_sum = hn::MulAdd(elements, right, right_sum);
}

template <std::size_t vectors>
HWY_INLINE void store_row(Floats left, Floats right, float* to, bool add) {
  const Tag tag;
  const std::size_t lanes = hn::Lanes(tag);
  hn::StoreU(add ? hn::Add(hn::LoadU(tag, to), left) : left, tag, to);
  if (vectors == 1) return;
  hn::StoreU(add ? hn::Add(hn::LoadU(tag, to + lanes), right) : right, tag, to + lanes);
}

template <std::size_t vectors>
void multiply_vectors(const float* HWY_RESTRICT a, std::size_t a_stride,
                      const float* HWY_RESTRICT panel, std::size_t depth, float* HWY_RESTRICT c,
                      std::size_t c_stride, bool add) {
  static_assert(kRows == 6 && vectors <= 2);
  const Tag tag;
  const std::size_t lanes = hn::Lanes(tag);
  const Floats zero = hn::Zero(tag);
  Floats left_0 = zero, left_1 = zero, left_2 = zero;
  Floats left_3 = zero, left_4 = zero, left_5 = zero;
  Floats right_0 = zero, right_1 = zero, right_2 = zero;
  Floats right_3 = zero, right_4 = zero, right_5 = zero;
  for (std::size_t k = 0; k < depth; ++k, ++a, panel += vectors * lanes) {
    const Floats left = hn::LoadU(tag, panel);
    const Floats right = hn::LoadU(tag, panel + (vectors - 1) * lanes);
    add_products<vectors>(a[0], left, right, left_0, right_0);
    add_products<vectors>(a[a_stride], left, right, left_1, right_1);
    add_products<vectors>(a[2 * a_stride], left, right, left_2, right_2);
    add_products<vectors>(a[3 * a_stride], left, right, left_3, right_3);
    add_products<vectors>(a[4 * a_stride], left, right, left_4, right_4);
    add_products<vectors>(a[5 * a_stride], left, right, left_5, right_5);
  }
  store_row<vectors>(left_0, right_0, c, add);
  store_row<vectors>(left_1, right_1, c + c_stride, add);
  store_row<vectors>(left_2, right_2, c + 2 * c_stride, add);
  store_row<vectors>(left_3, right_3, c + 3 * c_stride, add);
  store_row<vectors>(left_4, right_4, c + 4 * c_stride, add);
  store_row<vectors>(left_5, right_5, c + 5 * c_stride, add);
}

#else

template <std::size_t vectors>
void multiply_vectors(const float* HWY_RESTRICT a, std::size_t a_stride,
                      const float* HWY_RESTRICT panel, std::size_t depth, float* HWY_RESTRICT c,
                      std::size_t c_stride, bool add) {
  const Tag tag;
  constexpr std::size_t kLanes = hn::MaxLanes(Tag());
  Floats sums[kRows][vectors];
  for (auto& row : sums) {
    for (Floats& sum : row) sum = hn::Zero(tag);
  }
  for (std::size_t k = 0; k < depth; ++k) {
    Floats columns[vectors];
    for (std::size_t j = 0; j < vectors; ++j) {
      columns[j] = hn::Load(tag, panel + (k * vectors + j) * kLanes);
    }
    for (std::size_t row = 0; row < kRows; ++row) {
      const Floats element = hn::Set(tag, a[row * a_stride + k]);
      for (std::size_t j = 0; j < vectors; ++j) {
        sums[row][j] = hn::MulAdd(element, columns[j], sums[row][j]);
      }
    }
  }
  for (std::size_t row = 0; row < kRows; ++row) {
    for (std::size_t j = 0; j < vectors; ++j) {
      float* const to = c + row * c_stride + j * kLanes;
      const Floats sum = sums[row][j];
      hn::StoreU(add ? hn::Add(hn::LoadU(tag, to), sum) : sum, tag, to);
    }
  }
}

#endif

void multiply(const void* a, std::size_t a_stride, const void* panel, std::size_t columns,
              std::size_t depth, float* c, std::size_t c_stride, bool add) {
  const auto* rows = static_cast<const float*>(a);
  const auto* packed = static_cast<const float*>(panel);
  const std::size_t vectors = columns / hn::Lanes(Tag());
  if (vectors == 1) return multiply_vectors<1>(rows, a_stride, packed, depth, c, c_stride, add);
  if (vectors == 2) return multiply_vectors<2>(rows, a_stride, packed, depth, c, c_stride, add);
  if constexpr (kVectors == 4) {
    if (vectors == 3) return multiply_vectors<3>(rows, a_stride, packed, depth, c, c_stride, add);
    return multiply_vectors<4>(rows, a_stride, packed, depth, c, c_stride, add);
  }
}

std::size_t lanes() { return hn::Lanes(Tag()); }
std::size_t vectors() { return kVectors; }

}  // namespace vitviz::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vitviz::nn {
namespace {

HWY_EXPORT(lanes);
HWY_EXPORT(vectors);
HWY_EXPORT(multiply);

void copy(const float* values, std::size_t count, void* elements) {
  std::memcpy(elements, values, count * sizeof(float));
}

}  // namespace

const PanelProduct& panel_product(Precision precision) {
  if (precision == Precision::kBf16) return panel_product_bf16();
  static const PanelProduct product = [] {
    const std::size_t lanes = HWY_DYNAMIC_DISPATCH(lanes)();
    const std::size_t vectors = HWY_DYNAMIC_DISPATCH(vectors)();
    return PanelProduct{
        lanes, lanes * vectors, sizeof(float), 1, copy, HWY_DYNAMIC_DISPATCH(multiply)};
  }();
  return product;
}

}  // namespace vitviz::nn
#endif
