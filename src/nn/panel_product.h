// SPDX-License-Identifier: Apache-2.0
// The inner loop of attention: six rows times a matrix that is packed in panels,
//
//   c [6, columns] = a [6, depth] · b [depth, columns]
//
// The sums of six rows and a panel's columns fill the processor's registers.
#pragma once

#include <cstddef>

#include "nn/precision.h"

namespace vitviz::nn {

// The products of one precision, with the best instructions of this processor.
struct PanelProduct {
  static constexpr std::size_t kRows = 6;
  static constexpr std::size_t kMostLanes = 16;  // longer vectors are used in part

  std::size_t lanes;          // a panel has a multiple of so many columns, at most kMostLanes
  std::size_t panel_columns;  // of every panel but the last
  std::size_t element_bytes;  // of `a` and `b`: 4 for floats, 2 for bfloat16
  std::size_t group;          // neighbours in depth lie side by side, 2 for bfloat16

  // Floats to elements, rounded to nearest even.
  void (*round)(const float* values, std::size_t count, void* elements);

  // c = a · panel, or c += a · panel. The rows of `a` are `a_stride` elements apart, those of c
  // `c_stride` floats. Requires: depth is a multiple of `group`.
  void (*multiply)(const void* a, std::size_t a_stride, const void* panel, std::size_t columns,
                   std::size_t depth, float* c, std::size_t c_stride, bool add);
};

// Requires for Precision::kBf16: computes_bf16().
[[nodiscard]] const PanelProduct& panel_product(Precision precision);

}  // namespace vitviz::nn
