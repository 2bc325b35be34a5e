// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include <string>

#include <doctest/doctest.h>

namespace vitviz::base {
namespace {

// The encoding by its definition, for code points with as many bytes as asked for.
std::string encoded(unsigned code, int bytes) {
  if (bytes == 1) return {static_cast<char>(code)};
  std::string text;
  for (int i = 0; i < bytes - 1; ++i) {
    text.insert(text.begin(), static_cast<char>(0x80 | (code & 0x3F)));
    code >>= 6;
  }
  const unsigned marker = (0xF00U >> bytes) & 0xFF;
  text.insert(text.begin(), static_cast<char>(marker | code));
  return text;
}

int shortest(unsigned code) { return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4; }

TEST_CASE("every code point is UTF-8 in its shortest form alone, surrogates never") {
  int wrong = 0;
  for (unsigned code = 0; code < 0x110000; code += code < 0x3000 ? 1 : 61) {
    const bool is_surrogate = code >= 0xD800 && code < 0xE000;
    for (int bytes = shortest(code); bytes <= 4; ++bytes) {
      const bool expected = bytes == shortest(code) && !is_surrogate;
      wrong += is_utf8(encoded(code, bytes)) != expected ? 1 : 0;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("what is beyond the last code point, begun or only continued is no UTF-8") {
  CHECK(is_utf8(""));
  CHECK(is_utf8("größe/✓"));
  CHECK_FALSE(is_utf8(encoded(0x110000, 4)));
  CHECK_FALSE(is_utf8("\x80"));
  CHECK_FALSE(is_utf8("\xFF"));
  CHECK_FALSE(is_utf8("a\xC3"));
  CHECK_FALSE(is_utf8("\xE2\x9C"));
  CHECK_FALSE(
      is_utf8("\xE2\x9C"
              "a"));
}

}  // namespace
}  // namespace vitviz::base
