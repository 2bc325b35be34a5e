// SPDX-License-Identifier: Apache-2.0
#include "fetch/address.h"

#include <doctest/doctest.h>

namespace vitviz::fetch {
namespace {

TEST_CASE("nobody sees the name and the password in an address") {
  CHECK(without_password("https://me:secret@host:8080/a@b?c=d@e") == "https://host:8080/a@b?c=d@e");
  CHECK(without_password("https://me:sec@ret@host") == "https://host");
  CHECK(without_password("me:secret@host/file") == "host/file");
  CHECK(without_password("https://host?mail=me@home") == "https://host?mail=me@home");
  CHECK(without_password("https://host/file") == "https://host/file");
  CHECK(without_password("") == "");
}

}  // namespace
}  // namespace vitviz::fetch
