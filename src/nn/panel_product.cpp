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
using Tag = hn::ScalableTag<float>;
using Floats = hn::Vec<Tag>;

constexpr std::size_t kRows = PanelProduct::kRows;
constexpr std::size_t kLanes = hn::MaxLanes(Tag());
// 6 × 4 sums, 4 columns and a row's element fill the 32 registers of AVX-512; others have 16.
constexpr std::size_t kVectors = HWY_TARGET <= HWY_AVX3 ? 4 : 2;

template <std::size_t vectors>
void multiply_vectors(const float* HWY_RESTRICT a, std::size_t a_stride,
                      const float* HWY_RESTRICT panel, std::size_t depth, float* HWY_RESTRICT c,
                      std::size_t c_stride, bool add) {
  const Tag tag;
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

void multiply(const void* a, std::size_t a_stride, const void* panel, std::size_t columns,
              std::size_t depth, float* c, std::size_t c_stride, bool add) {
  const auto* rows = static_cast<const float*>(a);
  const auto* packed = static_cast<const float*>(panel);
  switch (columns / kLanes) {
    case 1:
      return multiply_vectors<1>(rows, a_stride, packed, depth, c, c_stride, add);
    case 2:
      return multiply_vectors<2>(rows, a_stride, packed, depth, c, c_stride, add);
    case 3:
      return multiply_vectors<3>(rows, a_stride, packed, depth, c, c_stride, add);
    default:
      return multiply_vectors<4>(rows, a_stride, packed, depth, c, c_stride, add);
  }
}

std::size_t lanes() { return kLanes; }
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
