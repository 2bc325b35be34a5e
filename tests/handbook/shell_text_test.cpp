// SPDX-License-Identifier: Apache-2.0
#include "handbook/shell_text.h"

#include <doctest/doctest.h>

namespace vitviz::handbook {
namespace {

TEST_CASE("quotes and backslashes survive the quotes of each shell") {
  CHECK(in_quotes("it's a\\b") == R"('it'\''s a\b')");
  CHECK(in_fish_quotes("it's a\\b") == R"('it\'s a\\b')");
}

TEST_CASE("a help text is cut at its first stop") {
  CHECK(first_words("How the object is found: mass or otsu. Usually") == "How the object is found");
  CHECK(first_words("Threads to compute with, 1 to 256; the same") ==
        "Threads to compute with, 1 to 256");
  CHECK(first_words("List the photos (all)") == "List the photos");
  CHECK(first_words("Also write .npy files") == "Also write .npy files");
}

TEST_CASE("words are joined") {
  CHECK(joined({"a", "b"}, ", ") == "a, b");
  CHECK(joined({}, " ").empty());
}

}  // namespace
}  // namespace vitviz::handbook
