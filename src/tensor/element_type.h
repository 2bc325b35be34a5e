// SPDX-License-Identifier: Apache-2.0
// The number formats in which checkpoints store tensors, and the way of weights to float.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace vitviz::tensor {

// The formats of weights come first; the others occur beside them (counters, masks) and are only
// known by name and size.
enum class ElementType {
  kF32,   // IEEE 754 binary32
  kF16,   // IEEE 754 binary16
  kBF16,  // the upper half of a binary32
  kF64,
  kI64,
  kI32,
  kI16,
  kI8,
  kU64,
  kU32,
  kU16,
  kU8,
  kBool,
  kF8E4M3,
  kF8E5M2,
};

[[nodiscard]] std::size_t bytes_per_element(ElementType type);

// The name safetensors gives it: "F32", "BF16", "I64", …
[[nodiscard]] std::string_view name_of(ElementType type);
[[nodiscard]] std::optional<ElementType> element_type_named(std::string_view name);

// Whether to_floats() reads it: F32, F16, BF16 or F64.
[[nodiscard]] bool is_weight_type(ElementType type);

// Whether every element is a finite float: neither infinite nor NaN, nor an F64 beyond F32.
// Requires: is_weight_type(type).
[[nodiscard]] bool all_finite(ElementType type, std::span<const std::byte> bytes);

// Converts little-endian elements, wherever they lie in memory. Only F64 is rounded: every value of
// the other formats of weights is a float.
// Requires: is_weight_type(type); bytes.size() == floats.size() * bytes_per_element(type).
void to_floats(ElementType type, std::span<const std::byte> bytes, std::span<float> floats);

}  // namespace vitviz::tensor
