// SPDX-License-Identifier: Apache-2.0
// Files made by hand, as texts of bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitviz::test {

// The bytes of `text`.
[[nodiscard]] inline std::vector<std::byte> bytes_of(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

// `bytes` as a text.
[[nodiscard]] inline std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// `number` as `bytes` bytes, the lowest or the highest first.
[[nodiscard]] inline std::string little_endian(std::uint64_t number, int bytes) {
  std::string written;
  for (int i = 0; i < bytes; ++i) written += static_cast<char>((number >> (8 * i)) & 0xFF);
  return written;
}
[[nodiscard]] inline std::string big_endian(std::uint64_t number, int bytes) {
  const std::string reversed = little_endian(number, bytes);
  return {reversed.rbegin(), reversed.rend()};
}

}  // namespace vitviz::test
