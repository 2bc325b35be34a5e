// SPDX-License-Identifier: Apache-2.0
#include "tensor/element_type.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

namespace vitviz::tensor {
namespace {

constexpr std::size_t kPatterns = 1 << 16;

// Every 16-bit pattern in order, as a tensor of 65536 elements.
std::vector<float> floats_of_all_patterns(ElementType type) {
  std::vector<std::uint16_t> patterns(kPatterns);
  for (std::size_t i = 0; i < kPatterns; ++i) patterns[i] = static_cast<std::uint16_t>(i);
  std::vector<float> floats(kPatterns);
  to_floats(type, std::as_bytes(std::span(patterns)), floats);
  return floats;
}

// What IEEE 754 says of a binary format with the given widths, as a formula.
double value_of_pattern(unsigned pattern, int exponent_bits, int mantissa_bits) {
  const int bias = (1 << (exponent_bits - 1)) - 1;
  const int most_exponent = (1 << exponent_bits) - 1;
  const int mantissa = static_cast<int>(pattern & ((1U << mantissa_bits) - 1));
  const int exponent = static_cast<int>(pattern >> mantissa_bits) & most_exponent;
  const double sign = (pattern >> (exponent_bits + mantissa_bits)) == 0 ? 1.0 : -1.0;
  if (exponent == most_exponent && mantissa != 0) return std::nan("");
  if (exponent == most_exponent) return sign * std::numeric_limits<double>::infinity();
  const int leading_one = exponent == 0 ? 0 : 1 << mantissa_bits;
  return sign * std::ldexp(leading_one + mantissa, std::max(exponent, 1) - bias - mantissa_bits);
}

// The patterns whose float is not exactly the formula's value, signs of zero included.
std::vector<std::size_t> wrong_patterns(ElementType type, int exponent_bits, int mantissa_bits) {
  const std::vector<float> floats = floats_of_all_patterns(type);
  std::vector<std::size_t> wrong;
  for (std::size_t i = 0; i < kPatterns; ++i) {
    const double want = value_of_pattern(static_cast<unsigned>(i), exponent_bits, mantissa_bits);
    const auto got = static_cast<double>(floats[i]);
    const bool equal =
        std::isnan(want) ? std::isnan(got) : got == want && std::signbit(got) == std::signbit(want);
    if (!equal) wrong.push_back(i);
  }
  return wrong;
}

TEST_CASE("every F16 pattern becomes its exact float") {
  CHECK(wrong_patterns(ElementType::kF16, 5, 10).empty());
}

TEST_CASE("every BF16 pattern becomes its exact float") {
  CHECK(wrong_patterns(ElementType::kBF16, 8, 7).empty());
}

// The patterns of which all_finite() does not say what their float does, each among others.
std::vector<std::size_t> misjudged_patterns(ElementType type) {
  const std::vector<float> floats = floats_of_all_patterns(type);
  std::vector<std::size_t> misjudged;
  for (std::size_t i = 0; i < kPatterns; ++i) {
    const std::array<std::uint16_t, 3> bits = {0, static_cast<std::uint16_t>(i), 0};
    if (all_finite(type, std::as_bytes(std::span(bits))) != std::isfinite(floats[i])) {
      misjudged.push_back(i);
    }
  }
  return misjudged;
}

TEST_CASE("every 16-bit pattern is known to be finite or not") {
  CHECK(misjudged_patterns(ElementType::kF16).empty());
  CHECK(misjudged_patterns(ElementType::kBF16).empty());
}

TEST_CASE("F32 and F64 are finite as floats or not") {
  using Floats = std::numeric_limits<float>;
  for (const float number : {0.0F, -1.0F, Floats::max(), Floats::denorm_min(), Floats::infinity(),
                             -Floats::infinity(), Floats::quiet_NaN()}) {
    const std::array floats = {1.0F, number};
    const std::array<double, 2> doubles = {number, 1.0};
    CHECK(all_finite(ElementType::kF32, std::as_bytes(std::span(floats))) == std::isfinite(number));
    CHECK(all_finite(ElementType::kF64, std::as_bytes(std::span(doubles))) ==
          std::isfinite(number));
  }
  const std::array beyond_float = {1e39};
  CHECK_FALSE(all_finite(ElementType::kF64, std::as_bytes(std::span(beyond_float))));
  CHECK(all_finite(ElementType::kF32, {}));
}

TEST_CASE("F32 keeps its bits, NaN payloads included") {
  const std::array<std::uint32_t, 5> bits = {0, 0x80000000, 0x3F800001, 0x7FC12345, 0xFF800000};
  std::array<float, 5> floats = {};
  to_floats(ElementType::kF32, std::as_bytes(std::span(bits)), floats);
  for (std::size_t i = 0; i < bits.size(); ++i) {
    CHECK(std::bit_cast<std::uint32_t>(floats[i]) == bits[i]);
  }
}

TEST_CASE("F64 is rounded to the nearest float") {
  constexpr std::array<double, 4> kValues = {1.5, 1 + 0x1p-30, -1e300, 0.1};
  std::array<float, 4> floats = {};
  to_floats(ElementType::kF64, std::as_bytes(std::span(kValues)), floats);
  CHECK(floats == std::array{1.5F, 1.0F, -std::numeric_limits<float>::infinity(), 0.1F});
}

TEST_CASE("elements need not be aligned") {
  constexpr std::array<unsigned char, 5> kBytes = {0xEE, 0x00, 0x3C, 0x00, 0xC0};
  std::array<float, 2> floats = {};
  to_floats(ElementType::kF16, std::as_bytes(std::span(kBytes)).subspan(1), floats);
  CHECK(floats == std::array{1.0F, -2.0F});
  to_floats(ElementType::kF16, {}, {});
}

TEST_CASE("every type has a size and a name that finds it again") {
  constexpr std::array<std::size_t, 15> kSizes = {4, 2, 2, 8, 8, 4, 2, 1, 8, 4, 2, 1, 1, 1, 1};
  static_assert(static_cast<std::size_t>(ElementType::kF8E5M2) + 1 == kSizes.size());
  for (std::size_t i = 0; i < kSizes.size(); ++i) {
    const auto type = static_cast<ElementType>(i);
    CHECK(bytes_per_element(type) == kSizes[i]);
    CHECK(element_type_named(name_of(type)) == type);
    CHECK(is_weight_type(type) == (i < 4));
  }
  CHECK(name_of(ElementType::kBF16) == "BF16");
  CHECK(name_of(ElementType::kF8E5M2) == "F8_E5M2");
  CHECK_FALSE(element_type_named("f32").has_value());
  CHECK_FALSE(element_type_named("").has_value());
}

TEST_CASE("other types and other sizes are broken promises") {
  std::array<float, 1> floats = {};
  const std::array<std::byte, 8> bytes = {};
  CHECK_THROWS_AS(to_floats(ElementType::kI64, bytes, floats), std::logic_error);
  CHECK_THROWS_AS(to_floats(ElementType::kF32, bytes, floats), std::logic_error);
}

}  // namespace
}  // namespace vitviz::tensor
