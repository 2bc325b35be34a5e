// SPDX-License-Identifier: Apache-2.0
// The JSON header of a safetensors file, read without trusting it.
//
// The limits keep what a hostile header makes us hold below twice its own size plus 100 MB; no
// checkpoint comes near them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/checkpoint.h"
#include "io/name_limits.h"

namespace vitviz::safetensors {

inline constexpr std::size_t kMaxHeaderBytes = 100'000'000;        // the reference reader's limit
inline constexpr std::size_t kMaxHeaderEntries = io::kMaxTensors;  // and metadata together
inline constexpr std::size_t kMaxDimensions = 32;                  // of one tensor
inline constexpr std::size_t kMaxTokenBytes = 1 << 22;  // one string, or one gap between two

// What the header says of one tensor. Its numbers are below 2^63; nothing else is checked.
struct TensorEntry {
  std::string name;
  tensor::ElementType type = tensor::ElementType::kF32;
  io::Shape shape;
  std::uint64_t begin = 0;  // its bytes, counted from the end of the header: [begin, end)
  std::uint64_t end = 0;
};

struct SafetensorsHeader {
  std::vector<TensorEntry> tensors;  // in the header's order; names may occur twice
  std::map<std::string, std::string, std::less<>> metadata;
};

// `name` stands for the file in messages. Throws Error(kModel) when the text is no JSON or not of
// the form that io/safetensors.h shows. Unknown fields of a tensor are ignored.
[[nodiscard]] SafetensorsHeader parse_safetensors_header(std::span<const std::byte> json,
                                                         std::string_view name);

}  // namespace vitviz::safetensors
