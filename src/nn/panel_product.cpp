// SPDX-License-Identifier: Apache-2.0
// Compiled once for each instruction set that Highway supports; the best one is picked at run time.
#include "nn/panel_product.h"

#include <cstring>

#include "nn/matrix_product.h"
#include "nn/panel_product_amx.h"
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

constexpr std::size_t kRows = 6;
constexpr bool kHas32Registers = HWY_TARGET <= HWY_AVX3 || HWY_ARCH_ARM_A64;
// 6 × 4 sums, 4 columns and a row's element fill 32 registers; other processors have 16. SVE's
// vectors get names of their own below, and 6 × 2 sums are enough for its two or four pipes.
constexpr std::size_t kVectors = kHas32Registers && !HWY_HAVE_SCALABLE ? 4 : 2;

// What will be read next comes nearer, a little at each step of depth.
class Next {
 public:
  explicit Next(const Panel& panel) : next_(panel.next), step_(panel.next_step) {}
  void fetch() {
    constexpr int kSecondLevel = 2;
    if (step_ > 0) __builtin_prefetch(next_, /*for writing*/ 0, kSecondLevel);
    next_ += step_;
  }

 private:
  const std::byte* next_;
  std::size_t step_;
};

// What a row of sums is added to, zeros without a start. It comes last: beside a large number of
// the residual stream, each product would lose its last digits.
struct Start {
  explicit Start(const PanelStart& start) : values(start.values), stride(start.stride) {
    alignas(64) static constexpr float kZeros[PanelProduct::kMostLanes * kVectors] = {};
    if (values == nullptr) values = kZeros;
  }
  const float* values;
  std::size_t stride;
};

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
HWY_INLINE void store_row(Floats left, Floats right, const float* start, float* to) {
  const Tag tag;
  const std::size_t lanes = hn::Lanes(tag);
  hn::StoreU(hn::Add(hn::LoadU(tag, start), left), tag, to);
  if (vectors == 2) {
    hn::StoreU(hn::Add(hn::LoadU(tag, start + lanes), right), tag, to + lanes);
  }
}

template <std::size_t vectors>
void multiply_panel(const PanelRows& a, const Panel& panel, const PanelStart& start,
                    const PanelSums& c) {
  static_assert(kRows == 6 && vectors <= 2);
  const Tag tag;
  const std::size_t lanes = hn::Lanes(tag);
  const Floats zero = hn::Zero(tag);
  Floats left_0 = zero, left_1 = zero, left_2 = zero;
  Floats left_3 = zero, left_4 = zero, left_5 = zero;
  Floats right_0 = zero, right_1 = zero, right_2 = zero;
  Floats right_3 = zero, right_4 = zero, right_5 = zero;
  const auto* row = static_cast<const float*>(a.elements);
  const auto* columns = static_cast<const float*>(panel.elements);
  Next next(panel);
  for (std::size_t k = 0; k < panel.depth; ++k, ++row, columns += vectors * lanes) {
    next.fetch();
    const Floats left = hn::LoadU(tag, columns);
    const Floats right = hn::LoadU(tag, columns + (vectors - 1) * lanes);
    add_products<vectors>(row[0], left, right, left_0, right_0);
    add_products<vectors>(row[a.stride], left, right, left_1, right_1);
    add_products<vectors>(row[2 * a.stride], left, right, left_2, right_2);
    add_products<vectors>(row[3 * a.stride], left, right, left_3, right_3);
    add_products<vectors>(row[4 * a.stride], left, right, left_4, right_4);
    add_products<vectors>(row[5 * a.stride], left, right, left_5, right_5);
  }
  const Start from(start);
  store_row<vectors>(left_0, right_0, from.values + 0 * from.stride, c.values + 0 * c.stride);
  store_row<vectors>(left_1, right_1, from.values + 1 * from.stride, c.values + 1 * c.stride);
  store_row<vectors>(left_2, right_2, from.values + 2 * from.stride, c.values + 2 * c.stride);
  store_row<vectors>(left_3, right_3, from.values + 3 * from.stride, c.values + 3 * c.stride);
  store_row<vectors>(left_4, right_4, from.values + 4 * from.stride, c.values + 4 * c.stride);
  store_row<vectors>(left_5, right_5, from.values + 5 * from.stride, c.values + 5 * c.stride);
}

#else

template <std::size_t vectors>
void multiply_panel(const PanelRows& a, const Panel& panel, const PanelStart& start,
                    const PanelSums& c) {
  const Tag tag;
  constexpr std::size_t kLanes = hn::MaxLanes(Tag());
  const std::size_t a_stride = a.stride;
  Floats sums[kRows][vectors];
  for (auto& row : sums) {
    for (Floats& sum : row) sum = hn::Zero(tag);
  }
  const auto* const rows = static_cast<const float*>(a.elements);
  const auto* const elements = static_cast<const float*>(panel.elements);
  const std::size_t depth = panel.depth;
  Next next(panel);
  for (std::size_t k = 0; k < depth; ++k) {
    next.fetch();
    Floats columns[vectors];
    for (std::size_t j = 0; j < vectors; ++j) {
      columns[j] = hn::Load(tag, elements + (k * vectors + j) * kLanes);
    }
    for (std::size_t row = 0; row < kRows; ++row) {
      const Floats element = hn::Set(tag, rows[row * a_stride + k]);
      for (std::size_t j = 0; j < vectors; ++j) {
        sums[row][j] = hn::MulAdd(element, columns[j], sums[row][j]);
      }
    }
  }
  const Start from(start);
#pragma GCC unroll 6
  for (std::size_t row = 0; row < kRows; ++row) {
#pragma GCC unroll 4
    for (std::size_t j = 0; j < vectors; ++j) {
      const Floats first = hn::LoadU(tag, from.values + row * from.stride + j * kLanes);
      hn::StoreU(hn::Add(first, sums[row][j]), tag, c.values + row * c.stride + j * kLanes);
    }
  }
}

#endif

void multiply(const PanelRows& a, const Panel& panel, const PanelStart& start, const PanelSums& c) {
  const std::size_t vectors = panel.columns / hn::Lanes(Tag());
  if (vectors == 1) return multiply_panel<1>(a, panel, start, c);
  if (vectors == 2) return multiply_panel<2>(a, panel, start, c);
  if constexpr (kVectors == 4) {
    if (vectors == 3) return multiply_panel<3>(a, panel, start, c);
    return multiply_panel<4>(a, panel, start, c);
  }
}

std::size_t rows() { return kRows; }
std::size_t lanes() { return hn::Lanes(Tag()); }
std::size_t vectors() { return kVectors; }

}  // namespace vitviz::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vitviz::nn {
namespace {

HWY_EXPORT(rows);
HWY_EXPORT(lanes);
HWY_EXPORT(vectors);
HWY_EXPORT(multiply);

void copy(const float* values, std::size_t count, void* elements) {
  std::memcpy(elements, values, count * sizeof(float));
}

}  // namespace

const PanelProduct& panel_product(Precision precision) {
  if (precision == Precision::kBf16) {
    return multiplies_in_tiles() ? panel_product_amx() : panel_product_bf16();
  }
  static const PanelProduct product = [] {
    const std::size_t rows = HWY_DYNAMIC_DISPATCH(rows)();
    const std::size_t lanes = HWY_DYNAMIC_DISPATCH(lanes)();
    return PanelProduct{.rows = rows,
                        .row_step = rows,
                        .lanes = lanes,
                        .panel_columns = lanes * HWY_DYNAMIC_DISPATCH(vectors)(),
                        .element_bytes = sizeof(float),
                        .group = 1,
                        .depth_step = 1,
                        .round = copy,
                        .multiply = HWY_DYNAMIC_DISPATCH(multiply)};
  }();
  return product;
}

}  // namespace vitviz::nn
#endif
