// SPDX-License-Identifier: Apache-2.0
#include "archives/member_name.h"

#include <doctest/doctest.h>

namespace vitviz::archives {
namespace {

using std::string_view_literals::operator""sv;

TEST_CASE("names of members are plain paths below the archive") {
  CHECK(plain_name("folder/0001.jpg") == "folder/0001.jpg");
  CHECK(plain_name("./folder//0001.jpg") == "folder/0001.jpg");
  CHECK(plain_name("/etc/cat.jpg") == "etc/cat.jpg");
  CHECK(plain_name("..cat/...jpg") == "..cat/...jpg");
}

TEST_CASE("what leads out of the archive is no name") {
  for (const auto name :
       {"../cat.jpg"sv, "a/../../cat.jpg"sv, "a/.."sv, ""sv, "/"sv, "./."sv, "cat\0.jpg"sv}) {
    CAPTURE(name);
    CHECK_FALSE(plain_name(name));
  }
}

}  // namespace
}  // namespace vitviz::archives
