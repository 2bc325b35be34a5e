// SPDX-License-Identifier: Apache-2.0
// TAR archives that are cut off, or lie: what lies before is listed, and where it breaks is told.
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "archives/tar_header.h"
#include "archives/tar_members.h"
#include "support/archive_bytes.h"
#include "support/thrown_error.h"

namespace vitviz::archives {
namespace {

using test::contains;
using test::tar;
using test::TarPart;

// Behind a member that is in order.
std::string damage_of(const TarPart& part) {
  const Listing listing = list_tar(io::in_memory(tar({{"first.jpg", "x"}, part, {"next", "y"}})));
  REQUIRE_FALSE(listing.members.empty());
  CHECK(listing.members.front().name == "first.jpg");
  return listing.damage;
}

TEST_CASE("a member that goes on beyond the file is told of") {
  CHECK(damage_of({.name = "a.jpg", .bytes = "77777777777"}) ==
        "a.jpg of 8589934591 bytes begins at byte 1536, and the file has 3584");
  const std::string huge = std::string("\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff", 12);
  CHECK(contains(damage_of({.name = "a.jpg", .bytes = huge}), "9223372036854775807 bytes"));
  CHECK(contains(
      damage_of({.name = "pax", .content = test::pax_record("size", "99999999"), .kind = 'x'}),
      "next of 99999999 bytes"));
}

TEST_CASE("what is no header is told of") {
  const std::string no_header = "there is no header of a member at byte 1024";
  CHECK(damage_of({.name = "a.jpg", .sum = std::string("0000001\0", 8)}) == no_header);
  CHECK(damage_of({.name = "a.jpg", .sum = "fourteen"}) == no_header);
  CHECK(damage_of({.name = "a.jpg", .bytes = "00000000009"}) == no_header);
  CHECK(damage_of({.name = "a.jpg", .bytes = std::string(12, '\xff')}) == no_header);  // negative
  CHECK(damage_of({.name = "a.jpg", .bytes = std::string("\x80\1\0\0\0\0\0\0\0\0\0\0", 12)}) ==
        no_header);
}

TEST_CASE("damaged records of pax are told of") {
  for (const std::string records :
       {"99 path=a\n", "path=a\n", "0 path=a\n", "2 ", "9 path=ab", "8 patha\n",
        "99999999999999999999999 path=a\n", "12 size=ten\n"}) {
    CAPTURE(records);
    CHECK(contains(damage_of({.name = "pax", .content = records, .kind = 'x'}),
                   "records of pax are damaged at byte 1536"));
  }
}

TEST_CASE("no name takes all memory") {
  std::string large((1U << 20U) + 1, 'a');
  CHECK(damage_of({.name = "long", .content = large, .kind = 'L'}) ==
        "a name is too long at byte 1536");
}

TEST_CASE("an archive may be cut off anywhere") {
  const auto whole = tar({{"a.jpg", std::string(700, 'a')}, {"b.jpg", "b"}});
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    const Listing listing = list_tar(io::in_memory(std::span(whole).first(length)));
    CHECK(listing.members.size() == (length < 512 + 700 ? 0U : length < 1536 + 513 ? 1U : 2U));
    const bool is_at_a_header = length == 0 || length == 1536 || length >= 2049;
    if (!is_at_a_header && length < 1212) CHECK(listing.damage != "");
  }
}

TEST_CASE("names that lead out of the archive are refused") {
  for (const std::string name : {"../a.jpg", "a/../../b.jpg", "/.."}) {
    CAPTURE(name);
    const Listing listing = list_tar(io::in_memory(tar({{name, "x"}})));
    CHECK(contains(listing.members.front().refusal, "leads out of the archive"));
  }
}

TEST_CASE("only a header whose sum is right begins an archive") {
  CHECK(is_tar(tar({{"a.jpg", "x"}})));
  CHECK_FALSE(is_tar(tar({{.name = "a.jpg", .sum = "0000000 "}})));
  CHECK_FALSE(is_tar(tar({{.name = "a.jpg", .magic = "none"}})));
  CHECK_FALSE(is_tar({}));
}

}  // namespace
}  // namespace vitviz::archives
