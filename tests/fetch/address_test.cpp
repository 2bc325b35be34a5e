// SPDX-License-Identifier: Apache-2.0
#include "fetch/address.h"

#include <doctest/doctest.h>

namespace vitviz::fetch {
namespace {

TEST_CASE("nobody sees the name and the password in an address") {
  CHECK(without_secrets("https://me:secret@host:8080/a@b") == "https://host:8080/a@b");
  CHECK(without_secrets("https://me:sec@ret@host") == "https://host");
  CHECK(without_secrets("me:secret@host/file") == "host/file");
  CHECK(without_secrets("https://host/file") == "https://host/file");
  CHECK(without_secrets("") == "");
}

TEST_CASE("nobody sees what the query of an address says, but its names") {
  CHECK(without_secrets("https://host/file?token=abc&v=2#part") ==
        "https://host/file?token=...&v=...");
  CHECK(without_secrets("https://host?mail=me@home") == "https://host?mail=...");
  CHECK(without_secrets("https://host/file?c0ffee") == "https://host/file?...");
  CHECK(without_secrets("https://host/file?a=b=c&&d") == "https://host/file?a=...&&...");
  CHECK(without_secrets("https://me:secret@host/a?b=c/d?e") == "https://host/a?b=...");
  CHECK(without_secrets("https://host/file?") == "https://host/file?");
  CHECK(without_secrets("https://host/file#key=abc") == "https://host/file");
}

}  // namespace
}  // namespace vitviz::fetch
