// SPDX-License-Identifier: Apache-2.0
// A matrix [depth, columns] laid out for PanelProduct: panels of neighbouring columns, each row by
// row, so that the product reads memory in order. What pads it to whole groups and lanes is 0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "nn/panel_product.h"

namespace vitviz::nn {

// `size` bytes of any content, aligned to a line of the cache. Throws std::bad_alloc.
[[nodiscard]] std::shared_ptr<std::byte> panel_memory(std::size_t size);

class Panels {
 public:
  // The panels lie in what `memory` returns: weight_memory() is for those that many passes read.
  Panels(const PanelProduct& product, std::size_t depth, std::size_t columns,
         std::shared_ptr<std::byte> memory(std::size_t size) = panel_memory);

  [[nodiscard]] std::size_t depth() const { return depth_; }      // padded
  [[nodiscard]] std::size_t columns() const { return columns_; }  // padded

  // Columns [first, first + count), which are rows of `elements`, from top to bottom. Different
  // columns may be set by several threads at once.
  void set_columns(std::size_t first, std::size_t count, const PanelRows& elements);

  // Rows [first, first + count), likewise, and from each row of `elements` its first `width`.
  void set_rows(std::size_t first, std::size_t count, const PanelRows& elements, std::size_t width);

  // c [rows, end_column − first_column] = a [rows, depth] · these columns. Requires: first_column
  // is that of a panel, end_column as well or columns().
  void multiply_columns(const PanelRows& a, std::size_t first_column, std::size_t end_column,
                        const PanelSums& c) const;

  // c [rows, columns] += a [rows, count] · rows [first_row, first_row + count). Requires: first_row
  // and count are multiples of the product's depth_step.
  void add_rows(const PanelRows& a, std::size_t first_row, std::size_t count,
                const PanelSums& c) const;

  // Rows [first_row, first_row + count) of the panel whose first column this is. What follows them
  // in memory are its next rows, or the next panel.
  [[nodiscard]] Panel part(std::size_t first_column, std::size_t first_row,
                           std::size_t count) const;

 private:
  [[nodiscard]] std::byte* begin_of(std::size_t first_column) const;
  [[nodiscard]] std::size_t columns_of(std::size_t first_column) const;

  // The elements of a row, in the columns [first_column, first_column + count) of one panel.
  template <typename Element>
  void copy_row(std::size_t row, const Element* from, std::size_t first_column, std::size_t count);
  void copy_pair(std::size_t row, const std::uint16_t* upper, const std::uint16_t* lower,
                 std::size_t first_column, std::size_t count);

  const PanelProduct* product_;
  std::size_t depth_;
  std::size_t columns_;
  std::shared_ptr<std::byte> bytes_;
};

}  // namespace vitviz::nn
