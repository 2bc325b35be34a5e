// SPDX-License-Identifier: Apache-2.0
// What every container of weights comes down to: named, checked tensors and metadata.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/mapped_file.h"
#include "tensor/element_type.h"

namespace vitviz::io {

using Shape = std::vector<std::int64_t>;

// A tensor as it lies in the file: row-major and little-endian.
struct StoredTensor {
  tensor::ElementType type = tensor::ElementType::kF32;
  Shape shape;
  std::span<const std::byte> bytes;  // exactly the product of `shape` elements

  [[nodiscard]] std::size_t count() const { return bytes.size() / bytes_per_element(type); }
};

// The reader of a container has checked every tensor: its bytes lie in the file, as many as its
// shape asks for. Whether names and shapes make a model is for model/ to say.
struct Checkpoint {
  std::string name;  // for messages: the path as given, or "the embedded model"
  std::map<std::string, StoredTensor, std::less<>> tensors;
  std::map<std::string, std::string, std::less<>> metadata;
  MappedFile file;  // keeps the bytes of the tensors alive; empty for the embedded model
};

// "[3, 224, 224]"
[[nodiscard]] std::string to_string(const Shape& shape);

// The bytes of a tensor: nothing when they are more than 64 bits can count, however many of its
// dimensions are 0. Requires: no dimension is negative.
[[nodiscard]] std::optional<std::uint64_t> stored_bytes(const Shape& shape,
                                                        tensor::ElementType type);

}  // namespace vitviz::io
