// SPDX-License-Identifier: Apache-2.0
#include "tensor/element_type.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#include <Eigen/Core>

#include "base/check.h"

namespace vitviz::tensor {
namespace {

static_assert(std::endian::native == std::endian::little, "checkpoints are little-endian");

struct TypeInfo {
  std::string_view name;
  std::size_t bytes;
};

// In the order of ElementType.
constexpr std::array<TypeInfo, 15> kTypes = {{{"F32", 4},
                                              {"F16", 2},
                                              {"BF16", 2},
                                              {"F64", 8},
                                              {"I64", 8},
                                              {"I32", 4},
                                              {"I16", 2},
                                              {"I8", 1},
                                              {"U64", 8},
                                              {"U32", 4},
                                              {"U16", 2},
                                              {"U8", 1},
                                              {"BOOL", 1},
                                              {"F8_E4M3", 1},
                                              {"F8_E5M2", 1}}};

const TypeInfo& info(ElementType type) { return kTypes.at(static_cast<std::size_t>(type)); }

// Tensors in a file need not be aligned, hence memcpy.
template <typename Stored>
void convert(std::span<const std::byte> bytes, std::span<float> floats) {
  for (std::size_t i = 0; i < floats.size(); ++i) {
    Stored value;
    std::memcpy(static_cast<void*>(&value), &bytes[i * sizeof(Stored)], sizeof(Stored));
    floats[i] = static_cast<float>(value);
  }
}

// Of the formats whose numbers are finite unless all bits of the exponent are set.
template <typename Bits>
bool all_finite(std::span<const std::byte> bytes, Bits exponent) {
  Bits found = 0;  // as wide as the numbers, so that the compiler looks at many at a time
  for (std::size_t i = 0; i < bytes.size(); i += sizeof(Bits)) {
    Bits bits;
    std::memcpy(&bits, &bytes[i], sizeof(Bits));
    found |= static_cast<Bits>((bits & exponent) == exponent);
  }
  return found == 0;
}

bool all_finite_as_floats(std::span<const std::byte> doubles) {
  bool finite = true;
  for (std::size_t i = 0; i < doubles.size(); i += sizeof(double)) {
    double value = 0;
    std::memcpy(&value, &doubles[i], sizeof(double));
    finite &= std::isfinite(static_cast<float>(value));
  }
  return finite;
}

}  // namespace

std::size_t bytes_per_element(ElementType type) { return info(type).bytes; }

std::string_view name_of(ElementType type) { return info(type).name; }

std::optional<ElementType> element_type_named(std::string_view name) {
  const auto* found = std::find_if(kTypes.begin(), kTypes.end(),
                                   [&](const TypeInfo& type) { return type.name == name; });
  if (found == kTypes.end()) return std::nullopt;
  return static_cast<ElementType>(found - kTypes.begin());
}

bool is_weight_type(ElementType type) { return type <= ElementType::kF64; }

bool all_finite(ElementType type, std::span<const std::byte> bytes) {
  VITVIZ_CHECK(is_weight_type(type));
  if (type == ElementType::kF16) return all_finite<std::uint16_t>(bytes, 0x7C00);
  if (type == ElementType::kBF16) return all_finite<std::uint16_t>(bytes, 0x7F80);
  if (type == ElementType::kF64) return all_finite_as_floats(bytes);
  return all_finite<std::uint32_t>(bytes, 0x7F80'0000);
}

void to_floats(ElementType type, std::span<const std::byte> bytes, std::span<float> floats) {
  VITVIZ_CHECK(is_weight_type(type));
  VITVIZ_CHECK(bytes.size() == floats.size() * bytes_per_element(type));
  if (type == ElementType::kF16) return convert<Eigen::half>(bytes, floats);
  if (type == ElementType::kBF16) return convert<Eigen::bfloat16>(bytes, floats);
  if (type == ElementType::kF64) return convert<double>(bytes, floats);
  if (!floats.empty()) std::memcpy(floats.data(), bytes.data(), bytes.size());
}

}  // namespace vitviz::tensor
