// SPDX-License-Identifier: Apache-2.0
#include "nn/panel_rows.h"

#include <cstring>

#include "nn/aligned_array.h"
#include "nn/round_up.h"

namespace vitviz::nn {
namespace {

// Memory of the calling thread, valid until its next call.
std::byte* scratch(std::size_t bytes) {
  thread_local AlignedArray<std::byte> memory;
  thread_local std::size_t size = 0;
  if (bytes > size) {
    memory = allocate_aligned<std::byte>(bytes);
    size = bytes;
  }
  return memory.get();
}

}  // namespace

PanelRows panel_rows(const PanelProduct& product, tensor::ConstMatrixRef x) {
  const auto rows = static_cast<std::size_t>(x.rows());
  const auto cols = static_cast<std::size_t>(x.cols());
  const std::size_t padded_rows = round_up(rows, product.row_step);
  const std::size_t depth = round_up(cols, product.depth_step);
  if (product.element_bytes == sizeof(float) && padded_rows == rows && depth == cols) {
    return {x.data(), static_cast<std::size_t>(x.outerStride()), rows};
  }
  const std::size_t row_bytes = depth * product.element_bytes;
  const std::size_t used = cols * product.element_bytes;
  std::byte* const elements = scratch(padded_rows * row_bytes);
  for (std::size_t row = 0; row < rows; ++row) {
    std::byte* const to = elements + row * row_bytes;
    product.round(x.row(static_cast<Eigen::Index>(row)).data(), cols, to);
    std::memset(to + used, 0, row_bytes - used);
  }
  std::memset(elements + rows * row_bytes, 0, (padded_rows - rows) * row_bytes);
  return {elements, depth, padded_rows};
}

}  // namespace vitviz::nn
