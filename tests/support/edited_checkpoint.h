// SPDX-License-Identifier: Apache-2.0
// The reference checkpoints of all families with something changed in them: what is behind the
// parsers of containers sees names that it looks for, with shapes, types and numbers that it does
// not expect.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "io/checkpoint.h"
#include "nn/precision.h"

namespace vitviz::test {

struct EditableTensor {
  tensor::ElementType type = tensor::ElementType::kF32;
  io::Shape shape;
  std::vector<std::byte> bytes;
};

struct EditableCheckpoint {
  io::Container container = io::Container::kSafetensors;
  std::map<std::string, EditableTensor> tensors;
  std::map<std::string, std::string, std::less<>> metadata;
};

// Those of tests/reference/families, in the order of their paths.
[[nodiscard]] std::vector<EditableCheckpoint> checkpoints_of_all_families();

// What is done, to which tensor, at which dimension and with which number: any four bytes are one.
using Edit = std::array<std::uint8_t, 4>;
inline constexpr int kKindsOfEdits = 10;

// Requires: `all` is not empty.
void apply(const Edit& edit, std::span<const EditableCheckpoint> all,
           EditableCheckpoint& checkpoint);

// The bytes of a safetensors file.
[[nodiscard]] std::vector<std::byte> as_safetensors(const EditableCheckpoint& checkpoint);

// Reads a file of whatever container, taking its tensors for those of `container` where that is
// given, and runs the model on a few patches. The Error that says why it cannot be, or nothing.
[[nodiscard]] std::optional<base::Error> run_or_refuse(std::span<const std::byte> file,
                                                       std::optional<io::Container> container,
                                                       nn::Precision precision);

}  // namespace vitviz::test
