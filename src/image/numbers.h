// SPDX-License-Identifier: Apache-2.0
// The numbers of a picture, as files store them, as doubles. Only whole numbers of 64 bits lose
// something on the way: what is beyond 53 bits.
#pragma once

#include <bit>
#include <cstddef>
#include <span>
#include <string>

namespace vitviz::image {

enum class NumberKind { kWhole, kSigned, kFloat };

struct NumberType {
  NumberKind kind = NumberKind::kWhole;
  int bits = 8;

  [[nodiscard]] std::size_t bytes() const { return static_cast<std::size_t>(bits) / 8; }

  friend bool operator==(NumberType, NumberType) = default;
};

// "whole numbers of 16 bits"
[[nodiscard]] std::string name_of(NumberType type);

// Whether read_numbers() reads it: whole and signed numbers of 8, 16, 32 and 64 bits, and
// floating-point numbers of 16, 32 and 64.
[[nodiscard]] bool is_readable(NumberType type);

// Reads the numbers that lie `step` bytes apart into to[0], to[to_step], … to the end of `to`.
// Requires: is_readable(type); `bytes` holds so many.
void read_numbers(NumberType type, std::endian order, std::span<const std::byte> bytes,
                  std::size_t step, std::span<double> to, std::size_t to_step);

}  // namespace vitviz::image
