// SPDX-License-Identifier: Apache-2.0
// The weights of a running softmax as bfloat16 numbers, in one pass over the scores.
#include <algorithm>
#include <cmath>
#include <cstdint>

#if defined(__x86_64__)
#if !defined(__clang__)
// gcc 12 warns of numbers that its own functions leave open on purpose.
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>
#endif

#include "base/check.h"
#include "nn/running_softmax.h"

namespace vitviz::nn {

#if defined(__x86_64__)

#define VITVIZ_BF16 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16")))

namespace {

constexpr std::size_t kLanes = 16;

// 2^x for x <= 0, to 7.5e-5 of it: bfloat16 rounds to 2e-3. The fraction counts from the whole
// number below, as the last step does.
VITVIZ_BF16 inline __m512 power_of_2(__m512 x) {
  constexpr int kDown = 1;
  const __m512 fraction = _mm512_reduce_ps(x, kDown);
  // The polynomial of degree 3 with the smallest relative error in [0, 1].
  __m512 power = _mm512_set1_ps(7.802452264e-02F);
  power = _mm512_fmadd_ps(power, fraction, _mm512_set1_ps(2.260671554e-01F));
  power = _mm512_fmadd_ps(power, fraction, _mm512_set1_ps(6.958335405e-01F));
  power = _mm512_fmadd_ps(power, fraction, _mm512_set1_ps(9.999252186e-01F));
  return _mm512_scalef_ps(power, x);
}

VITVIZ_BF16 float largest(const float* scores, std::size_t count) {
  __m512 even = _mm512_loadu_ps(scores);
  __m512 odd = even;
  for (std::size_t i = kLanes; i < count; i += 2 * kLanes) {
    odd = _mm512_max_ps(odd, _mm512_loadu_ps(scores + i));
    if (i + kLanes < count) even = _mm512_max_ps(even, _mm512_loadu_ps(scores + i + kLanes));
  }
  return _mm512_reduce_max_ps(_mm512_max_ps(even, odd));
}

VITVIZ_BF16 float raise(const float* scores, std::size_t count, float top, std::uint16_t* weights) {
  const __m512 tops = _mm512_set1_ps(top);
  __m512 sum = _mm512_setzero_ps();
  std::size_t i = 0;
  for (; i + 2 * kLanes <= count; i += 2 * kLanes) {
    const __m512 left = power_of_2(_mm512_sub_ps(_mm512_loadu_ps(scores + i), tops));
    const __m512 right = power_of_2(_mm512_sub_ps(_mm512_loadu_ps(scores + i + kLanes), tops));
    sum = _mm512_add_ps(sum, _mm512_add_ps(left, right));
    _mm512_storeu_si512(weights + i, reinterpret_cast<__m512i>(_mm512_cvtne2ps_pbh(right, left)));
  }
  if (i < count) {
    const __m512 last = power_of_2(_mm512_sub_ps(_mm512_loadu_ps(scores + i), tops));
    sum = _mm512_add_ps(sum, last);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(weights + i),
                        reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(last)));
  }
  return _mm512_reduce_add_ps(sum);
}

}  // namespace

float RunningSoftmax::append_rounded(const float* scores, std::size_t count,
                                     std::uint16_t* weights) {
  const float before = top;
  top = std::max(top, largest(scores, count));
  const float shrink = top == before ? 1 : std::exp2(before - top);
  sum = sum * shrink + raise(scores, count, top, weights);
  return shrink;
}

#else

float RunningSoftmax::append_rounded(const float*, std::size_t, std::uint16_t*) {
  VITVIZ_CHECK(false);
}

#endif

}  // namespace vitviz::nn
