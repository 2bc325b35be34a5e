// SPDX-License-Identifier: Apache-2.0
#include "base/digest.h"

#include <doctest/doctest.h>

namespace vitviz::base {
namespace {

TEST_CASE("a digest is that of XXH3 with 128 bits, of the length and the text") {
  // python3: xxhash.xxh3_128(b"\x0e" + bytes(7) + b"photos/cat.jpg").hexdigest()
  CHECK(Digest().add("photos/cat.jpg").text() == "c3ee058d7f8be00b37bd4591c7db87aa");
  CHECK(Digest().add("photos/cat.jpg").number() % 100 == 26);
}

TEST_CASE("where one text ends and the next begins makes a difference") {
  CHECK(Digest().add("ab").add("c").text() != Digest().add("a").add("bc").text());
  CHECK(Digest().add(std::uint64_t{1}).text() != Digest().add(std::uint64_t{2}).text());
}

}  // namespace
}  // namespace vitviz::base
