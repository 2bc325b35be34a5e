// SPDX-License-Identifier: Apache-2.0
// The part of a GGUF file before the data, read without trusting it; io/gguf.h shows the format.
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

namespace vitviz::gguf {

inline constexpr std::uint64_t kMaxGgufPairs = 1 << 16;       // no model comes near these limits
inline constexpr std::uint64_t kMaxGgufValueBytes = 1 << 16;  // longer texts are passed over
inline constexpr std::uint64_t kMaxGgufListLength = 64;       // longer lists are passed over
inline constexpr std::uint32_t kMaxGgufDimensions = 4;        // ggml's own limit

// What the header says of one tensor; nothing of it is checked.
struct GgufTensor {
  std::string name;
  std::vector<std::uint64_t> dimensions;  // innermost first
  std::uint32_t type = 0;                 // as ggml numbers them
  std::uint64_t offset = 0;               // in the data
};

struct GgufHeader {
  std::vector<GgufTensor> tensors;
  std::map<std::string, std::string, std::less<>> metadata;
  std::uint64_t data_begin = 0;  // in bytes from the start of the file, maybe beyond its end
  std::uint64_t alignment = 32;
};

// `name` stands for the file in messages. Throws Error(kModel).
[[nodiscard]] GgufHeader parse_gguf_header(std::span<const std::byte> bytes, std::string_view name);

}  // namespace vitviz::gguf
