// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <limits>
#include <string>

#include <doctest/doctest.h>

namespace vitviz::base {
namespace {

using namespace std::string_view_literals;

TEST_CASE("printable text is left alone, umlauts and emoji included") {
  CHECK(printable("") == "");
  CHECK(printable("two words.png") == "two words.png");
  CHECK(printable("Käse 🐈 東京") == "Käse 🐈 東京");
}

TEST_CASE("control characters are written out") {
  CHECK(printable("a\nb\tc\rd") == "a\\nb\\tc\\rd");
  CHECK(printable("\x1b[2J") == "\\x1b[2J");
  CHECK(printable("\0\x7f"sv) == "\\x00\\x7f");
}

TEST_CASE("C1 controls are written out, their neighbours in UTF-8 are not") {
  CHECK(printable("\xC2\x9B"
                  "2J") == "\\xc2\\x9b2J");  // U+009B is a terminal's CSI
  CHECK(printable("\xC2\x80") == "\\xc2\\x80");
  CHECK(printable("\xC2\xA0") == "\xC2\xA0");  // a no-break space
}

TEST_CASE("what turns the direction of writing or ends a line is written out") {
  CHECK(printable("a\u202Egnp.jpg") == "a\\xe2\\x80\\xaegnp.jpg");
  for (const char* mark :
       {"\u061C", "\u200E", "\u200F", "\u2028", "\u2029", "\u202A", "\u2066", "\u2069"}) {
    CHECK(printable(mark).starts_with("\\x"));
  }
  for (const char* harmless :
       {"\u061B", "\u200D", "\u2010", "\u2027", "\u202F", "\u2065", "\u206A"}) {
    CHECK(printable(harmless) == harmless);
  }
}

TEST_CASE("bytes that are no UTF-8 are written out, their neighbours are not") {
  CHECK(printable("\x9B"
                  "2J") == "\\x9b2J");  // CSI where a terminal reads Latin-1
  CHECK(printable("gr\xFC\xDF"
                  "e") == "gr\\xfc\\xdfe");
  CHECK(printable("ä\xC3") == "ä\\xc3");                  // cut short
  CHECK(printable("\xED\xA0\x80") == "\\xed\\xa0\\x80");  // a surrogate
}

TEST_CASE("bytes are written in the largest unit that they fill") {
  CHECK(format_bytes(0) == "0 bytes");
  CHECK(format_bytes(1023) == "1023 bytes");
  CHECK(format_bytes(1024) == "1.0 KiB");
  CHECK(format_bytes(1536) == "1.5 KiB");
  CHECK(format_bytes((1 << 20) - 1) == "1.0 MiB");
  CHECK(format_bytes(std::uint64_t{3} << 30) == "3.0 GiB");
  CHECK(format_bytes(std::numeric_limits<std::uint64_t>::max()) == "16777216.0 TiB");
}

TEST_CASE("seconds are written as people say them") {
  CHECK(format_seconds(0) == "0 ms");
  CHECK(format_seconds(0.0123) == "12 ms");
  CHECK(format_seconds(0.9994) == "999 ms");
  CHECK(format_seconds(0.9996) == "1.0 s");
  CHECK(format_seconds(59.94) == "59.9 s");
  CHECK(format_seconds(59.96) == "1:00");
  CHECK(format_seconds(75) == "1:15");
  CHECK(format_seconds(3599.6) == "1:00:00");
  CHECK(format_seconds(3700) == "1:01:40");
}

}  // namespace
}  // namespace vitviz::base
