// SPDX-License-Identifier: Apache-2.0
#include "manifest/path_text.h"

#include <doctest/doctest.h>

namespace vitviz::manifest {
namespace {

TEST_CASE("every name comes back from its text, which is UTF-8") {
  for (const char* name : {"/a/cat.jpg", "100%.jpg", "%41.jpg", "\xFF\xFE.jpg",
                           "Käse/\xE9t\xE9.jpg", "new\nline", "%", "a%4"}) {
    CAPTURE(name);
    CHECK(path_of(path_text(name)) == name);
  }
  CHECK(path_text("Käse 100%\xFF") == "Käse 100%25%FF");
}

}  // namespace
}  // namespace vitviz::manifest
