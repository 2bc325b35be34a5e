// SPDX-License-Identifier: Apache-2.0
// What every container of weights comes down to: named, checked tensors and metadata.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/mapped_file.h"
#include "io/tensor_bytes.h"
#include "tensor/element_type.h"

namespace vitviz::io {

using Shape = std::vector<std::int64_t>;

// A tensor in memory: row-major and little-endian.
struct StoredTensor {
  tensor::ElementType type = tensor::ElementType::kF32;
  Shape shape;
  TensorBytes bytes;  // exactly the product of `shape` elements

  [[nodiscard]] std::size_t count() const { return bytes.size() / bytes_per_element(type); }
};

enum class Container { kSafetensors, kPyTorch, kTorchScript, kNpz, kGguf };

// The reader of a container has checked every tensor: its bytes are there, as many as its shape
// asks for. Whether names and shapes make a model is for model/ to say.
//
// A tensor in nested dictionaries is named by its keys with '/' between them, as in
// "teacher/module.backbone.cls_token"; one among nested modules with '.' between their names.
//
// Metadata beside the tensors: what the container itself holds under its own keys; a config.json
// beside the file as "config.KEY", with '.' between nested keys; preprocessor_config.json as
// "preprocessor.KEY", processor_config.json as "processor.KEY", open_clip_config.json as
// "open_clip.KEY". Lists of numbers are written with
// commas between them, "0.5,0.5,0.5"; elements of other lists are numbered: "config.names.0".
struct Checkpoint {
  std::string name;  // for messages: the path as given, or "the embedded model"
  Container container = Container::kSafetensors;
  std::map<std::string, StoredTensor, std::less<>> tensors;
  std::map<std::string, std::string, std::less<>> metadata;

  // What keeps the bytes of the tensors alive: mapped files (none for the embedded model), and
  // copies of what a file does not hold as it is used.
  std::vector<MappedFile> files;
  std::deque<std::vector<std::byte>> unpacked;
};

// "[3, 224, 224]"
[[nodiscard]] std::string to_string(const Shape& shape);

// The bytes of a tensor: nothing when they are more than 64 bits can count, however many of its
// dimensions are 0. Requires: no dimension is negative.
[[nodiscard]] std::optional<std::uint64_t> stored_bytes(const Shape& shape,
                                                        tensor::ElementType type);

}  // namespace vitviz::io
