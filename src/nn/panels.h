// SPDX-License-Identifier: Apache-2.0
// A matrix [depth, columns] laid out for PanelProduct: panels of neighbouring columns, each row by
// row, so that the product reads memory in order. What pads it to whole groups and lanes is 0.
#pragma once

#include <cstddef>

#include "nn/aligned_array.h"
#include "nn/panel_product.h"

namespace vitviz::nn {

class Panels {
 public:
  Panels(const PanelProduct& product, std::size_t depth, std::size_t columns);

  [[nodiscard]] std::size_t depth() const { return depth_; }      // padded
  [[nodiscard]] std::size_t columns() const { return columns_; }  // padded

  // `elements` are the column from top to bottom, or the row from left to right, unpadded or
  // padded. Different columns or rows may be set by several threads at once.
  void set_column(std::size_t column, const void* elements, std::size_t count);
  void set_row(std::size_t row, const void* elements, std::size_t count);

  // c [6, end_column − first_column] = a [6, depth] · these columns. Requires: first_column is that
  // of a panel, end_column as well or columns().
  void multiply_columns(const void* a, std::size_t a_stride, std::size_t first_column,
                        std::size_t end_column, float* c, std::size_t c_stride) const;

  // c [6, columns] += a [6, count] · rows [first_row, first_row + count). Requires: first_row and
  // count are multiples of the product's group.
  void add_rows(const void* a, std::size_t a_stride, std::size_t first_row, std::size_t count,
                float* c, std::size_t c_stride) const;

  // The same for the columns of one panel, which begins at first_column; c has all columns.
  void add_panel(const void* a, std::size_t a_stride, std::size_t first_row, std::size_t count,
                 std::size_t first_column, float* c, std::size_t c_stride) const;

 private:
  // Where a panel lies, and its columns.
  struct Panel {
    std::byte* begin;
    std::size_t columns;
  };
  [[nodiscard]] Panel panel_at(std::size_t first_column) const;

  template <typename Element, std::size_t group>
  void copy_row(std::size_t row, const void* elements, std::size_t count);

  const PanelProduct* product_;
  std::size_t depth_;
  std::size_t columns_;
  AlignedArray<std::byte> bytes_;
};

}  // namespace vitviz::nn
