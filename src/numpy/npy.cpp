// SPDX-License-Identifier: Apache-2.0
#include "numpy/npy.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/bytes_of.h"
#include "base/check.h"

namespace vitviz::numpy {
namespace {

static_assert(std::endian::native == std::endian::little, "'<f4' and '<i8' are little-endian");

constexpr std::size_t kPreambleBytes = 10;  // magic, version, header length
constexpr std::size_t kAlignment = 64;      // of the numbers
constexpr std::size_t kMaxHeaderLength = 0xFFFF;

// A Python tuple: "()", "(5,)", "(2, 3)".
std::string tuple(const io::Shape& shape) {
  std::string text;
  for (const std::int64_t dimension : shape) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ", dimension);
  }
  return fmt::format("({}{})", text, shape.size() == 1 ? "," : "");
}

// Everything before the numbers.
std::string preamble_and_header(std::string_view type, const io::Shape& shape) {
  std::string header =
      fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': {}, }}", type, tuple(shape));
  const std::size_t used = (kPreambleBytes + header.size() + 1) % kAlignment;
  header.append((kAlignment - used) % kAlignment, ' ');
  header += '\n';
  VITVIZ_CHECK(header.size() <= kMaxHeaderLength);

  std::string result = "\x93NUMPY";
  result +=
      {'\1', '\0', static_cast<char>(header.size() & 0xFF), static_cast<char>(header.size() >> 8)};
  return result + header;
}

std::vector<std::byte> encode(std::span<const std::byte> values, tensor::ElementType element,
                              std::string_view type, const io::Shape& shape) {
  VITVIZ_CHECK(io::stored_bytes(shape, element) == values.size());
  const std::string head = preamble_and_header(type, shape);
  std::vector<std::byte> bytes(head.size() + values.size());
  std::memcpy(bytes.data(), head.data(), head.size());
  if (!values.empty()) std::memcpy(bytes.data() + head.size(), values.data(), values.size());
  return bytes;
}

}  // namespace

std::vector<std::byte> encode_npy(std::span<const float> values, const io::Shape& shape) {
  return encode(std::as_bytes(values), tensor::ElementType::kF32, "<f4", shape);
}

std::vector<std::byte> encode_npy(std::span<const std::uint8_t> values, const io::Shape& shape) {
  return encode(std::as_bytes(values), tensor::ElementType::kU8, "|u1", shape);
}

std::vector<std::byte> encode_npy(std::span<const std::int64_t> values, const io::Shape& shape) {
  return encode(std::as_bytes(values), tensor::ElementType::kI64, "<i8", shape);
}

std::vector<std::byte> npy_head(const io::Shape& shape) {
  const std::string head = preamble_and_header("<f4", shape);
  const auto bytes = base::bytes_of(head);
  return {bytes.begin(), bytes.end()};
}

}  // namespace vitviz::numpy
