// SPDX-License-Identifier: Apache-2.0
// The inner loop of attention: some rows times a matrix that is packed in panels,
//
//   c [rows, columns] = a [rows, depth] · b [depth, columns]
//
// The sums of so many rows and a panel's columns fill the processor's registers.
#pragma once

#include <cstddef>

#include "nn/precision.h"

namespace vitviz::nn {

// `count` rows, `stride` elements apart.
struct PanelRows {
  const void* elements;
  std::size_t stride;
  std::size_t count;
};

// Rows of sums, `stride` floats apart.
struct PanelSums {
  float* values;
  std::size_t stride;
};

// What rows of sums begin with, `stride` floats apart: 0 is the same for each row. Without values
// they begin with 0.
struct PanelStart {
  const float* values = nullptr;
  std::size_t stride = 0;
};

// Some columns of b, row by row, where neighbours in depth lie side by side.
struct Panel {
  const void* elements;
  std::size_t columns;
  std::size_t depth;
  // What will be read next: at each step of depth, so many bytes more come nearer. 0: none.
  const std::byte* next = nullptr;
  std::size_t next_step = 0;
};

// The products of one precision, with the best instructions of this processor.
struct PanelProduct {
  static constexpr std::size_t kMostRows = 32;
  static constexpr std::size_t kMostLanes = 16;  // longer vectors are used in part

  std::size_t rows;           // of a and c, that are multiplied at a time, at most kMostRows
  std::size_t row_step;       // or fewer, a multiple of this
  std::size_t lanes;          // a panel has a multiple of so many columns, at most kMostLanes
  std::size_t panel_columns;  // of every panel but the last
  std::size_t element_bytes;  // of `a` and `b`: 4 for floats, 2 for bfloat16
  std::size_t group;          // so many neighbours in depth lie side by side, 2 for bfloat16
  std::size_t depth_step;     // depth is a multiple of this

  // Floats to elements, rounded to nearest even.
  void (*round)(const float* values, std::size_t count, void* elements);

  // c = start + a · panel. `start` may be c.
  void (*multiply)(const PanelRows& a, const Panel& panel, const PanelStart& start,
                   const PanelSums& c);

  // Called on each thread before its first and after its last product of several.
  void (*begin)() = [] {};
  void (*end)() = [] {};
};

// Lasts while a thread multiplies.
class PanelProducts {
 public:
  explicit PanelProducts(const PanelProduct& product) : product_(product) { product.begin(); }
  PanelProducts(const PanelProducts&) = delete;
  PanelProducts& operator=(const PanelProducts&) = delete;
  ~PanelProducts() { product_.end(); }

 private:
  const PanelProduct& product_;
};

// Requires for Precision::kBf16: computes_bf16().
[[nodiscard]] const PanelProduct& panel_product(Precision precision);

}  // namespace vitviz::nn
