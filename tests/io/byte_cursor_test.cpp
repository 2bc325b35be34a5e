// SPDX-License-Identifier: Apache-2.0
#include "io/byte_cursor.h"

#include <array>
#include <limits>

#include <doctest/doctest.h>

#include "base/error.h"

namespace vitviz::io {
namespace {

constexpr std::array<unsigned char, 7> kNumbers = {0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07};

std::span<const std::byte> numbers() { return std::as_bytes(std::span(kNumbers)); }

TEST_CASE("a cursor reads little-endian numbers and slices one after another") {
  ByteCursor cursor(numbers(), "file");
  CHECK(cursor.take<std::uint8_t>() == 0x01);
  CHECK(cursor.take<std::uint32_t>() == 0x05040302);
  CHECK(cursor.take(0).empty());
  CHECK(cursor.position() == 5);
  CHECK(cursor.rest().size() == 2);
  CHECK(cursor.take(2).back() == std::byte{0x07});
  CHECK(cursor.rest().empty());
}

TEST_CASE("a cursor never passes the end, and says how much is missing") {
  ByteCursor cursor(numbers(), "a\nb");
  CHECK_THROWS_WITH_AS(cursor.take<std::uint64_t>(),
                       "a\\nb: the file ends after 7 of at least 8 bytes", base::Error);
  CHECK(cursor.take(3).size() == 3);
  CHECK_THROWS_WITH_AS(cursor.take(5), "a\\nb: the file ends after 7 of at least 8 bytes",
                       base::Error);
  CHECK_THROWS_WITH_AS(cursor.take(std::numeric_limits<std::uint64_t>::max()),
                       "a\\nb: the file ends after 7 of at least 18446744073709551615 bytes",
                       base::Error);
  CHECK(cursor.take(4).size() == 4);
}

}  // namespace
}  // namespace vitviz::io
