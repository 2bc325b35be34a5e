// SPDX-License-Identifier: Apache-2.0
#include "io/checkpoint.h"

#include <limits>
#include <stdexcept>

#include <doctest/doctest.h>

namespace vitviz::io {
namespace {

using tensor::ElementType;

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

TEST_CASE("shapes are written as lists") {
  CHECK(to_string(Shape{}) == "[]");
  CHECK(to_string(Shape{3}) == "[3]");
  CHECK(to_string(Shape{3, 224, 224}) == "[3, 224, 224]");
}

TEST_CASE("the bytes of a tensor are the product of its shape") {
  CHECK(stored_bytes({}, ElementType::kF32) == 4);
  CHECK(stored_bytes({2, 3}, ElementType::kF16) == 12);
  CHECK(stored_bytes({2, 0, 3}, ElementType::kF64) == 0);
  CHECK(stored_bytes({kMost, 2}, ElementType::kU8) == 2 * static_cast<std::uint64_t>(kMost));
}

TEST_CASE("a product that 64 bits cannot hold is noticed, beside a zero as well") {
  CHECK_FALSE(stored_bytes({kMost, 3}, ElementType::kU8).has_value());
  CHECK_FALSE(stored_bytes({kMost}, ElementType::kF32).has_value());
  CHECK_FALSE(stored_bytes({1LL << 32, 1LL << 32}, ElementType::kU8).has_value());
  CHECK_FALSE(stored_bytes({0, kMost, kMost}, ElementType::kU8).has_value());
  CHECK_THROWS_AS(static_cast<void>(stored_bytes({-1}, ElementType::kU8)), std::logic_error);
}

TEST_CASE("the count of a stored tensor is its number of elements") {
  const std::vector<std::byte> bytes(12);
  CHECK(StoredTensor{ElementType::kF16, {2, 3}, std::span(bytes)}.count() == 6);
}

}  // namespace
}  // namespace vitviz::io
