// SPDX-License-Identifier: Apache-2.0
// Highway 1.0 has no bfloat16 products, so these are the processor's own.
#include "nn/panel_product_bf16.h"

#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "base/check.h"
#include "nn/matrix_product.h"

namespace vitviz::nn {

#if defined(__x86_64__)

#define VITVIZ_BF16 __attribute__((target("avx512f,avx512bw,avx512vl,avx512bf16")))

namespace {

constexpr std::size_t kRows = 6;
constexpr std::size_t kLanes = 16;

// Two neighbouring elements of a row, in every lane.
VITVIZ_BF16 inline __m512bh pair_in_every_lane(const std::uint16_t* elements) {
  std::int32_t pair = 0;
  __builtin_memcpy(&pair, elements, sizeof pair);
  return reinterpret_cast<__m512bh>(_mm512_set1_epi32(pair));
}

template <std::size_t vectors>
VITVIZ_BF16 void multiply_panel(const PanelRows& a, const Panel& panel, const PanelStart& start,
                                const PanelSums& c) {
  const auto* const rows = static_cast<const std::uint16_t*>(a.elements);
  const auto* const elements = static_cast<const std::uint16_t*>(panel.elements);
  const std::size_t a_stride = a.stride;
  const std::size_t depth = panel.depth;
  __m512 sums[kRows][vectors];
  for (auto& row : sums) {
    for (__m512& sum : row) sum = _mm512_setzero_ps();
  }
  for (std::size_t k = 0; k < depth; k += 2) {
    __m512bh columns[vectors];
    for (std::size_t j = 0; j < vectors; ++j) {
      columns[j] =
          reinterpret_cast<__m512bh>(_mm512_load_si512(elements + (k * vectors + 2 * j) * kLanes));
    }
    for (std::size_t row = 0; row < kRows; ++row) {
      const __m512bh pair = pair_in_every_lane(rows + row * a_stride + k);
      for (std::size_t j = 0; j < vectors; ++j) {
        sums[row][j] = _mm512_dpbf16_ps(sums[row][j], pair, columns[j]);
      }
    }
  }
  for (std::size_t row = 0; row < kRows; ++row) {
    for (std::size_t j = 0; j < vectors; ++j) {
      float* const to = c.values + row * c.stride + j * kLanes;
      const __m512 sum = sums[row][j];
      const float* const from = start.values + row * start.stride + j * kLanes;
      _mm512_storeu_ps(to,
                       start.values != nullptr ? _mm512_add_ps(_mm512_loadu_ps(from), sum) : sum);
    }
  }
}

void multiply(const PanelRows& a, const Panel& panel, const PanelStart& start, const PanelSums& c) {
  switch (panel.columns / kLanes) {
    case 1:
      return multiply_panel<1>(a, panel, start, c);
    case 2:
      return multiply_panel<2>(a, panel, start, c);
    case 3:
      return multiply_panel<3>(a, panel, start, c);
    default:
      return multiply_panel<4>(a, panel, start, c);
  }
}

}  // namespace

VITVIZ_BF16 void round_to_bf16(const float* values, std::size_t count, void* elements) {
  auto* to = static_cast<std::uint16_t*>(elements);
  std::size_t i = 0;
  for (; i + 2 * kLanes <= count; i += 2 * kLanes) {
    const __m512 left = _mm512_loadu_ps(values + i);
    const __m512 right = _mm512_loadu_ps(values + i + kLanes);
    _mm512_storeu_si512(to + i, reinterpret_cast<__m512i>(_mm512_cvtne2ps_pbh(right, left)));
  }
  for (; i < count; i += kLanes) {
    const std::size_t left = count - i;
    const auto mask = static_cast<__mmask16>(left < kLanes ? (1U << left) - 1U : 0xFFFFU);
    const __m256bh rounded = _mm512_cvtneps_pbh(_mm512_maskz_loadu_ps(mask, values + i));
    _mm256_mask_storeu_epi16(to + i, mask, reinterpret_cast<__m256i>(rounded));
  }
}

bool computes_bf16() {
  return __builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && multiplies_bf16();
}

const PanelProduct& panel_product_bf16() {
  VITVIZ_CHECK(computes_bf16());
  static constexpr PanelProduct kProduct{.rows = kRows,
                                         .row_step = kRows,
                                         .lanes = kLanes,
                                         .panel_columns = 4 * kLanes,
                                         .element_bytes = sizeof(std::uint16_t),
                                         .group = 2,
                                         .depth_step = 2,
                                         .round = round_to_bf16,
                                         .multiply = multiply};
  return kProduct;
}

#else

bool computes_bf16() { return false; }

const PanelProduct& panel_product_bf16() { VITVIZ_CHECK(false); }

void round_to_bf16(const float*, std::size_t, void*) { VITVIZ_CHECK(false); }

#endif

}  // namespace vitviz::nn
