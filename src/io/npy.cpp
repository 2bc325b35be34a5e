// SPDX-License-Identifier: Apache-2.0
#include "io/npy.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>

#include <fmt/format.h>

#include "base/check.h"

namespace vitviz::io {
namespace {

static_assert(std::endian::native == std::endian::little, "'<f4' is little-endian");

constexpr std::size_t kPreambleBytes = 10;  // magic, version, header length
constexpr std::size_t kAlignment = 64;      // of the numbers
constexpr std::size_t kMaxHeaderLength = 0xFFFF;

// A Python tuple: "()", "(5,)", "(2, 3)".
std::string tuple(const Shape& shape) {
  std::string text;
  for (const std::int64_t dimension : shape) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ", dimension);
  }
  return fmt::format("({}{})", text, shape.size() == 1 ? "," : "");
}

// Everything before the numbers.
std::string preamble_and_header(const Shape& shape) {
  std::string header =
      fmt::format("{{'descr': '<f4', 'fortran_order': False, 'shape': {}, }}", tuple(shape));
  const std::size_t used = (kPreambleBytes + header.size() + 1) % kAlignment;
  header.append((kAlignment - used) % kAlignment, ' ');
  header += '\n';
  VITVIZ_CHECK(header.size() <= kMaxHeaderLength);

  std::string result = "\x93NUMPY";
  result +=
      {'\1', '\0', static_cast<char>(header.size() & 0xFF), static_cast<char>(header.size() >> 8)};
  return result + header;
}

}  // namespace

std::vector<std::byte> encode_npy(std::span<const float> values, const Shape& shape) {
  VITVIZ_CHECK(stored_bytes(shape, tensor::ElementType::kF32) == values.size_bytes());
  const std::string head = preamble_and_header(shape);
  std::vector<std::byte> bytes(head.size() + values.size_bytes());
  std::memcpy(bytes.data(), head.data(), head.size());
  if (!values.empty()) {
    std::memcpy(bytes.data() + head.size(), values.data(), values.size_bytes());
  }
  return bytes;
}

}  // namespace vitviz::io
