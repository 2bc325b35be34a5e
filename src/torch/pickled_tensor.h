// SPDX-License-Identifier: Apache-2.0
// The tensors of PyTorch's pickles: calls of functions in torch._utils that build a tensor as a
// view into a storage, which lies outside the pickle.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "io/checkpoint.h"
#include "torch/pickle.h"

namespace vitviz::torch {

inline constexpr std::size_t kMaxTensorDimensions = 64;  // PyTorch's own limit

// ('storage', TYPE, KEY, DEVICE, COUNT[, (VIEW'S KEY, OFFSET, COUNT)])
struct PickledStorage {
  tensor::ElementType type = tensor::ElementType::kU8;
  std::string_view key;
  std::uint64_t count = 0;  // elements of the whole storage
  // The part of it that the tensor's offset counts from: all of it but in old files.
  std::uint64_t view_begin = 0;
  std::uint64_t view_count = 0;
};

struct PickledTensor {
  PickledStorage storage;
  tensor::ElementType type = tensor::ElementType::kF32;
  std::uint64_t offset = 0;  // elements before the first one
  io::Shape shape;
  std::vector<std::int64_t> strides;  // elements from one to the next; as many as dimensions
};

// What a persistent id says of a storage. Nothing for a type of elements that no model has weights
// in (complex, quantised). Throws Error(kModel), with `file` for the file, for what is no such id.
[[nodiscard]] std::optional<PickledStorage> pickled_storage(const PickleValue& persistent,
                                                            std::string_view file);

// The part of a storage that its tensor's offset counts from. `whole` are the bytes of the storage
// in the file. Throws Error(kModel) when they are too few.
[[nodiscard]] std::span<const std::byte> view_of(const PickledStorage& storage,
                                                 std::span<const std::byte> whole,
                                                 std::string_view file);

// Nothing for a value that is no tensor, or one of a type as above. Throws Error(kModel) for a
// tensor that PyTorch would not build, with `where` for its file and name; whether it lies in its
// storage is not checked here.
[[nodiscard]] std::optional<PickledTensor> pickled_tensor(const PickleValue& value,
                                                          std::string_view where);

}  // namespace vitviz::torch
