// SPDX-License-Identifier: Apache-2.0
// GGUF models made by hand, right and wrong.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/bytes_of.h"

namespace vitviz::test {

// Kinds of values and types of tensors, as the format numbers them.
inline constexpr std::uint32_t kGgufU32 = 4;
inline constexpr std::uint32_t kGgufText = 8;
inline constexpr std::uint32_t kGgufList = 9;
inline constexpr std::uint32_t kGgufF32 = 0;
inline constexpr std::uint32_t kGgufQ8 = 8;
inline constexpr std::uint32_t kGgufI8 = 24;

[[nodiscard]] inline std::string gguf_text(const std::string& text) {
  return little_endian(text.size(), 8) + text;
}

// `value` is the bytes that follow the kind.
[[nodiscard]] inline std::string gguf_pair(const std::string& key, std::uint32_t kind,
                                           const std::string& value) {
  return gguf_text(key) + little_endian(kind, 4) + value;
}

[[nodiscard]] inline std::string gguf_list(std::uint32_t kind, std::uint64_t count,
                                           const std::string& values) {
  return little_endian(kind, 4) + little_endian(count, 8) + values;
}

// `dimensions` are innermost first.
[[nodiscard]] inline std::string gguf_tensor(const std::string& name,
                                             const std::vector<std::uint64_t>& dimensions,
                                             std::uint32_t type, std::uint64_t offset) {
  std::string text = gguf_text(name) + little_endian(dimensions.size(), 4);
  for (const std::uint64_t dimension : dimensions) text += little_endian(dimension, 8);
  return text + little_endian(type, 4) + little_endian(offset, 8);
}

struct Gguf {
  std::vector<std::string> pairs = {};
  std::vector<std::string> tensors = {};
  std::string data = {};
  std::string magic = "GGUF";
  std::uint32_t version = 3;

  [[nodiscard]] std::string bytes() const {
    std::string file = magic + little_endian(version, 4) + little_endian(tensors.size(), 8) +
                       little_endian(pairs.size(), 8);
    for (const std::string& pair : pairs) file += pair;
    for (const std::string& tensor : tensors) file += tensor;
    file.append((32 - file.size() % 32) % 32, '\0');
    return file + data;
  }
};

}  // namespace vitviz::test
