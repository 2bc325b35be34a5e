// SPDX-License-Identifier: Apache-2.0
#include "nn/panels.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "nn/aligned_array.h"
#include "nn/round_up.h"

namespace vitviz::nn {
namespace {

constexpr std::size_t kGroupBytes = 4;  // one float, or two bfloat16

}  // namespace

std::shared_ptr<std::byte> panel_memory(std::size_t size) {
  return {allocate_aligned<std::byte>(size).release(), FreeAligned()};
}

Panels::Panels(const PanelProduct& product, std::size_t depth, std::size_t columns,
               std::shared_ptr<std::byte> memory(std::size_t size))
    : product_(&product),
      depth_(round_up(depth, product.depth_step)),
      columns_(round_up(columns, product.lanes)) {
  const std::size_t bytes = depth_ * columns_ * product.element_bytes;
  bytes_ = memory(bytes);
  std::memset(bytes_.get(), 0, bytes);
}

std::byte* Panels::begin_of(std::size_t first_column) const {
  return bytes_.get() + first_column * depth_ * product_->element_bytes;
}

std::size_t Panels::columns_of(std::size_t first_column) const {
  return std::min(product_->panel_columns, columns_ - first_column);
}

void Panels::set_columns(std::size_t first, std::size_t count, const PanelRows& elements) {
  VITVIZ_CHECK(first + count <= columns_);
  // Neighbours in depth that lie side by side move together.
  VITVIZ_CHECK(product_->group * product_->element_bytes == kGroupBytes);
  const auto* from = static_cast<const std::byte*>(elements.elements);
  const std::size_t row_bytes = elements.stride * product_->element_bytes;
  for (std::size_t column = first; column < first + count;) {
    const std::size_t in_panel = column % product_->panel_columns;
    const std::size_t columns = columns_of(column - in_panel);
    const std::size_t here = std::min(columns - in_panel, first + count - column);
    std::byte* to = begin_of(column - in_panel) + in_panel * kGroupBytes;
    for (std::size_t group = 0; group < depth_ / product_->group; ++group) {
      for (std::size_t i = 0; i < here; ++i) {
        std::memcpy(to + i * kGroupBytes, from + i * row_bytes + group * kGroupBytes, kGroupBytes);
      }
      to += columns * kGroupBytes;
    }
    from += here * row_bytes;
    column += here;
  }
}

template <typename Element>
void Panels::copy_row(std::size_t row, const Element* from, std::size_t first_column,
                      std::size_t count) {
  const std::size_t group = product_->group;
  const std::size_t columns = columns_of(first_column);
  Element* const to = reinterpret_cast<Element*>(begin_of(first_column)) +
                      row / group * group * columns + row % group;
  for (std::size_t i = 0; i < count; ++i) to[i * group] = from[first_column + i];
}

// Rows `row` and `row` + 1, which lie side by side.
void Panels::copy_pair(std::size_t row, const std::uint16_t* upper, const std::uint16_t* lower,
                       std::size_t first_column, std::size_t count) {
  auto* const to =
      reinterpret_cast<std::uint32_t*>(begin_of(first_column)) + row / 2 * columns_of(first_column);
  for (std::size_t i = 0; i < count; ++i) {
    constexpr unsigned kBits = 16;
    to[i] = upper[first_column + i] | static_cast<std::uint32_t>(lower[first_column + i]) << kBits;
  }
}

void Panels::set_rows(std::size_t first, std::size_t count, const PanelRows& elements,
                      std::size_t width) {
  VITVIZ_CHECK(first + count <= depth_ && width <= columns_);
  for (std::size_t column = 0; column < width; column += product_->panel_columns) {
    const std::size_t here = std::min(columns_of(column), width - column);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t row = first + i;
      if (product_->group == 1) {
        const auto* const from = static_cast<const float*>(elements.elements);
        copy_row(row, from + i * elements.stride, column, here);
        continue;
      }
      const auto* const from =
          static_cast<const std::uint16_t*>(elements.elements) + i * elements.stride;
      if (row % 2 == 0 && i + 1 < count) {
        copy_pair(row, from, from + elements.stride, column, here);
        ++i;
      } else {
        copy_row(row, from, column, here);
      }
    }
  }
}

void Panels::multiply_columns(const PanelRows& a, std::size_t first_column, std::size_t end_column,
                              const PanelSums& c) const {
  for (std::size_t column = first_column; column < end_column; column += product_->panel_columns) {
    product_->multiply(a, part(column, 0, depth_), {},
                       {c.values + (column - first_column), c.stride});
  }
}

void Panels::add_rows(const PanelRows& a, std::size_t first_row, std::size_t count,
                      const PanelSums& c) const {
  for (std::size_t column = 0; column < columns_; column += product_->panel_columns) {
    float* const sums = c.values + column;
    product_->multiply(a, part(column, first_row, count), {sums, c.stride}, {sums, c.stride});
  }
}

Panel Panels::part(std::size_t first_column, std::size_t first_row, std::size_t count) const {
  const std::size_t columns = columns_of(first_column);
  return {begin_of(first_column) + first_row * columns * product_->element_bytes, columns, count};
}

}  // namespace vitviz::nn
