// SPDX-License-Identifier: Apache-2.0
#include "base/base64.h"

#include <doctest/doctest.h>

#include "support/bytes_of.h"

namespace vitviz::base {
namespace {

TEST_CASE("base64: the examples of RFC 4648") {
  const auto text = [](const std::string& plain) { return base64(test::bytes_of(plain)); };
  CHECK(text("").empty());
  CHECK(text("f") == "Zg==");
  CHECK(text("fo") == "Zm8=");
  CHECK(text("foo") == "Zm9v");
  CHECK(text("foob") == "Zm9vYg==");
  CHECK(text("fooba") == "Zm9vYmE=");
  CHECK(text("foobar") == "Zm9vYmFy");
  CHECK(text("\xFB\xFF\xFE") == "+//+");
  CHECK(base64_size(4) == text("foob").size());
  CHECK(base64_size(0) == 0);
}

}  // namespace
}  // namespace vitviz::base
