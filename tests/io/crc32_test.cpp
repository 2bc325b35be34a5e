// SPDX-License-Identifier: Apache-2.0
#include "io/crc32.h"

#include <string_view>

#include <doctest/doctest.h>

namespace vitviz::io {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

TEST_CASE("crc32: the published check value, whole and in pieces") {
  // "check" of CRC-32/ISO-HDLC in the catalogue of CRC algorithms.
  constexpr std::uint32_t kCheck = 0xCBF4'3926;
  CHECK(crc32(0, bytes_of("123456789")) == kCheck);
  CHECK(crc32(crc32(0, bytes_of("1234")), bytes_of("56789")) == kCheck);
  CHECK(crc32(0, {}) == 0);
}

}  // namespace
}  // namespace vitviz::io
