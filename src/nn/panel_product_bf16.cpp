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

constexpr std::size_t kRows = PanelProduct::kRows;
constexpr std::size_t kLanes = 16;

// Two neighbouring elements of a row, in every lane.
VITVIZ_BF16 inline __m512bh pair_in_every_lane(const std::uint16_t* elements) {
  std::int32_t pair = 0;
  __builtin_memcpy(&pair, elements, sizeof pair);
  return reinterpret_cast<__m512bh>(_mm512_set1_epi32(pair));
}

template <std::size_t vectors>
VITVIZ_BF16 void multiply_vectors(const std::uint16_t* a, std::size_t a_stride,
                                  const std::uint16_t* panel, std::size_t depth, float* c,
                                  std::size_t c_stride, bool add) {
  __m512 sums[kRows][vectors];
  for (auto& row : sums) {
    for (__m512& sum : row) sum = _mm512_setzero_ps();
  }
  for (std::size_t k = 0; k < depth; k += 2) {
    __m512bh columns[vectors];
    for (std::size_t j = 0; j < vectors; ++j) {
      columns[j] =
          reinterpret_cast<__m512bh>(_mm512_load_si512(panel + (k * vectors + 2 * j) * kLanes));
    }
    for (std::size_t row = 0; row < kRows; ++row) {
      const __m512bh pair = pair_in_every_lane(a + row * a_stride + k);
      for (std::size_t j = 0; j < vectors; ++j) {
        sums[row][j] = _mm512_dpbf16_ps(sums[row][j], pair, columns[j]);
      }
    }
  }
  for (std::size_t row = 0; row < kRows; ++row) {
    for (std::size_t j = 0; j < vectors; ++j) {
      float* const to = c + row * c_stride + j * kLanes;
      const __m512 sum = sums[row][j];
      _mm512_storeu_ps(to, add ? _mm512_add_ps(_mm512_loadu_ps(to), sum) : sum);
    }
  }
}

void multiply(const void* a, std::size_t a_stride, const void* panel, std::size_t columns,
              std::size_t depth, float* c, std::size_t c_stride, bool add) {
  const auto* rows = static_cast<const std::uint16_t*>(a);
  const auto* packed = static_cast<const std::uint16_t*>(panel);
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

VITVIZ_BF16 void round(const float* values, std::size_t count, void* elements) {
  auto* to = static_cast<std::uint16_t*>(elements);
  for (std::size_t i = 0; i < count; i += kLanes) {
    const std::size_t left = count - i;
    const auto mask = static_cast<__mmask16>(left < kLanes ? (1U << left) - 1U : 0xFFFFU);
    const __m256bh rounded = _mm512_cvtneps_pbh(_mm512_maskz_loadu_ps(mask, values + i));
    _mm256_mask_storeu_epi16(to + i, mask, reinterpret_cast<__m256i>(rounded));
  }
}

}  // namespace

bool computes_bf16() {
  return __builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && multiplies_bf16();
}

const PanelProduct& panel_product_bf16() {
  VITVIZ_CHECK(computes_bf16());
  static constexpr PanelProduct kProduct{kLanes, 4 * kLanes, 2, 2, round, multiply};
  return kProduct;
}

#else

bool computes_bf16() { return false; }

const PanelProduct& panel_product_bf16() { VITVIZ_CHECK(false); }

#endif

}  // namespace vitviz::nn
