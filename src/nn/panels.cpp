// SPDX-License-Identifier: Apache-2.0
#include "nn/panels.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/check.h"

namespace vitviz::nn {
namespace {

constexpr std::size_t kGroupBytes = 4;  // one float, or two bfloat16

std::size_t round_up(std::size_t count, std::size_t multiple) {
  return (count + multiple - 1) / multiple * multiple;
}

}  // namespace

Panels::Panels(const PanelProduct& product, std::size_t depth, std::size_t columns)
    : product_(&product),
      depth_(round_up(depth, product.group)),
      columns_(round_up(columns, product.lanes)) {
  const std::size_t bytes = depth_ * columns_ * product.element_bytes;
  bytes_ = allocate_aligned<std::byte>(bytes);
  std::memset(bytes_.get(), 0, bytes);
}

Panels::Panel Panels::panel_at(std::size_t first_column) const {
  return {bytes_.get() + first_column * depth_ * product_->element_bytes,
          std::min(product_->panel_columns, columns_ - first_column)};
}

template <typename Element, std::size_t group>
void Panels::copy_row(std::size_t row, const void* elements, std::size_t count) {
  const auto* from = static_cast<const Element*>(elements);
  for (std::size_t first = 0; first < count; first += product_->panel_columns) {
    const Panel panel = panel_at(first);
    Element* const to =
        reinterpret_cast<Element*>(panel.begin) + row / group * group * panel.columns + row % group;
    const std::size_t here = std::min(panel.columns, count - first);
    for (std::size_t i = 0; i < here; ++i) to[i * group] = from[first + i];
  }
}

void Panels::set_column(std::size_t column, const void* elements, std::size_t count) {
  VITVIZ_CHECK(column < columns_ && count <= depth_);
  const std::size_t first = column / product_->panel_columns * product_->panel_columns;
  const Panel panel = panel_at(first);
  // Neighbours in depth that lie side by side move together.
  VITVIZ_CHECK(product_->group * product_->element_bytes == kGroupBytes);
  const auto* from = static_cast<const std::byte*>(elements);
  const std::size_t bytes = count * product_->element_bytes;
  const std::size_t step = panel.columns * kGroupBytes;
  std::byte* to = panel.begin + (column - first) * kGroupBytes;
  std::size_t i = 0;
  for (; i + kGroupBytes <= bytes; i += kGroupBytes, to += step) {
    std::memcpy(to, from + i, kGroupBytes);
  }
  if (i < bytes) std::memcpy(to, from + i, bytes - i);
}

void Panels::set_row(std::size_t row, const void* elements, std::size_t count) {
  VITVIZ_CHECK(row < depth_ && count <= columns_);
  if (product_->group == 1) return copy_row<float, 1>(row, elements, count);
  copy_row<std::uint16_t, 2>(row, elements, count);
}

void Panels::multiply_columns(const void* a, std::size_t a_stride, std::size_t first_column,
                              std::size_t end_column, float* c, std::size_t c_stride) const {
  for (std::size_t column = first_column; column < end_column; column += product_->panel_columns) {
    const Panel panel = panel_at(column);
    product_->multiply(a, a_stride, panel.begin, panel.columns, depth_, c + (column - first_column),
                       c_stride, /*add=*/false);
  }
}

void Panels::add_rows(const void* a, std::size_t a_stride, std::size_t first_row, std::size_t count,
                      float* c, std::size_t c_stride) const {
  for (std::size_t column = 0; column < columns_; column += product_->panel_columns) {
    add_panel(a, a_stride, first_row, count, column, c, c_stride);
  }
}

void Panels::add_panel(const void* a, std::size_t a_stride, std::size_t first_row,
                       std::size_t count, std::size_t first_column, float* c,
                       std::size_t c_stride) const {
  const Panel panel = panel_at(first_column);
  product_->multiply(a, a_stride, panel.begin + first_row * panel.columns * product_->element_bytes,
                     panel.columns, count, c + first_column, c_stride, /*add=*/true);
}

}  // namespace vitviz::nn
