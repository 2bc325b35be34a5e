// SPDX-License-Identifier: Apache-2.0
#include "torch/strided_tensor.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "io/model_error.h"

namespace vitviz::torch {
namespace {

// The elements from the first of the storage's to the tensor's last, both counted; nothing beyond
// 64 bits. Requires: no dimension is 0.
std::optional<std::uint64_t> elements_reached(const PickledTensor& tensor) {
  std::uint64_t last = tensor.offset;
  for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
    std::uint64_t steps = 0;
    if (__builtin_mul_overflow(static_cast<std::uint64_t>(tensor.shape[i] - 1),
                               static_cast<std::uint64_t>(tensor.strides[i]), &steps) ||
        __builtin_add_overflow(last, steps, &last)) {
      return std::nullopt;
    }
  }
  if (__builtin_add_overflow(last, std::uint64_t{1}, &last)) return std::nullopt;
  return last;
}

// Steps along dimensions of one element are never taken and may be anything.
bool is_row_major(const PickledTensor& tensor) {
  std::int64_t expected = 1;
  for (std::size_t i = tensor.shape.size(); i-- > 0;) {
    if (tensor.shape[i] == 1) continue;
    if (tensor.strides[i] != expected) return false;
    expected *= tensor.shape[i];
  }
  return true;
}

// Copies the elements in row-major order. Requires: all of them lie in `storage`; none is missing.
void gather(const PickledTensor& tensor, std::span<const std::byte> storage,
            std::span<std::byte> target) {
  const std::size_t size = bytes_per_element(tensor.type);
  std::vector<std::int64_t> index(tensor.shape.size(), 0);
  std::uint64_t position = tensor.offset;
  for (std::size_t written = 0; written < target.size(); written += size) {
    std::memcpy(&target[written], &storage[position * size], size);
    for (std::size_t i = index.size(); i-- > 0;) {
      const auto stride = static_cast<std::uint64_t>(tensor.strides[i]);
      position += stride;
      if (++index[i] < tensor.shape[i]) break;
      position -= stride * static_cast<std::uint64_t>(index[i]);
      index[i] = 0;
    }
  }
}

}  // namespace

void UnpackedBytes::claim(std::uint64_t bytes) {
  if (bytes > left_) {
    io::fail_model(
        file_,
        fmt::format("its tensors are views or compressed, and take {} more where {} are allowed",
                    base::format_bytes(bytes), base::format_bytes(left_)),
        "save the model again with torch.save(), its tensors contiguous");
  }
  left_ -= bytes;
}

io::StoredTensor row_major(const PickledTensor& tensor, std::span<const std::byte> storage,
                           UnpackedBytes& unpacked, std::string_view name, std::string_view file) {
  const auto bytes = io::stored_bytes(tensor.shape, tensor.type);
  if (bytes == 0) return {tensor.type, tensor.shape, {}};

  const std::uint64_t elements = storage.size() / bytes_per_element(tensor.type);
  const auto reached = elements_reached(tensor);
  if (!bytes || !reached || *reached > elements) {
    io::fail_model(
        file, fmt::format("tensor {}: {} in {} from element {} on does not lie within its "
                          "storage of {} elements",
                          io::in_quotes(name), io::to_string(tensor.shape), name_of(tensor.type),
                          tensor.offset, elements));
  }
  if (is_row_major(tensor)) {
    const auto begin = tensor.offset * bytes_per_element(tensor.type);
    return {tensor.type, tensor.shape, storage.subspan(begin, *bytes)};
  }
  unpacked.claim(*bytes);
  const std::span<std::byte> copy = unpacked.keep(std::vector<std::byte>(*bytes));
  gather(tensor, storage, copy);
  return {tensor.type, tensor.shape, std::span<const std::byte>(copy)};
}

}  // namespace vitviz::torch
