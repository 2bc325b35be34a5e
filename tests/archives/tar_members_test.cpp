// SPDX-License-Identifier: Apache-2.0
// TAR archives as POSIX's and GNU's programs write them. What Python's tarfile wrote lies in
// reference/archives, beside its script.
#include "archives/tar_members.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "archives/open_archive.h"
#include "archives/tar_header.h"
#include "support/archive_bytes.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::archives {
namespace {

using test::tar;
using test::TarPart;

// "name: its bytes" of each member, or "name! why it is refused".
std::vector<std::string> members(const std::vector<std::byte>& bytes) {
  const Listing listing = list_tar(io::in_memory(bytes));
  CHECK(listing.damage == "");
  std::vector<std::string> texts;
  for (const Member& member : listing.members) {
    if (member.refusal.empty()) {
      REQUIRE(member.at + member.bytes <= bytes.size());
      const auto* const begin = reinterpret_cast<const char*>(bytes.data()) + member.at;
      texts.push_back(fmt::format("{}: {}", member.name, std::string(begin, member.bytes)));
    } else {
      texts.push_back(fmt::format("{}! {}", member.name, member.refusal));
    }
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST_CASE("the members of an archive are listed in their order, with their places") {
  CHECK(members(tar({{"b.jpg", "first"}, {"./a/c.png", std::string(512, 'x')}, {"empty", ""}})) ==
        Texts{"b.jpg: first", "a/c.png: " + std::string(512, 'x'), "empty: "});
}

TEST_CASE("the prefix of ustar stands before the name, and GNU's header has none") {
  CHECK(members(tar({{.name = "0001.jpg", .content = "x", .prefix = "a/b"}})) ==
        Texts{"a/b/0001.jpg: x"});
  CHECK(members(tar({{.name = "0001.jpg",
                      .content = "x",
                      .prefix = "7654321",
                      .magic = std::string("ustar  \0", 8)}})) == Texts{"0001.jpg: x"});
}

TEST_CASE("GNU's long names belong to the next member alone") {
  const std::string name(300, 'n');
  CHECK(members(tar({{"././@LongLink", fmt::format("{}{}", name, '\0'), 'L'},
                     {"cut", "x"},
                     {"b.jpg", "y"}})) == Texts{name + ": x", "b.jpg: y"});
}

TEST_CASE("records of pax take the place of what the header says") {
  const std::string local = test::pax_record("mtime", "1.5") + test::pax_record("path", "ü/1.jpg") +
                            test::pax_record("size", "3");
  CHECK(members(tar({{"pax", local, 'x'},
                     {.name = "cut", .content = "abc", .bytes = "00000000000"},
                     {"b.jpg", "y"}})) == Texts{"ü/1.jpg: abc", "b.jpg: y"});
  CHECK(members(tar({{"pax", test::pax_record("comment", "a = b\n c"), 'g'}, {"b.jpg", "y"}})) ==
        Texts{"b.jpg: y"});
}

TEST_CASE("sizes beyond octal digits are numbers of bytes") {
  const std::string five = std::string("\x80\0\0\0\0\0\0\0\0\0\0\5", 12);
  CHECK(members(tar({{.name = "a.jpg", .content = "12345", .bytes = five}, {"b.jpg", "y"}})) ==
        Texts{"a.jpg: 12345", "b.jpg: y"});
}

TEST_CASE("folders, devices and unknown kinds are passed over") {
  CHECK(members(tar({{"a/", "", '5'},
                     {.name = "a/", .content = ""},
                     {.name = "tty", .kind = '3', .bytes = "00000001000"},
                     {"volume", "", 'V'},
                     {"new", "unknown", 'Z'},
                     {"a/1.jpg", "x"}})) == Texts{"a/1.jpg: x"});
}

TEST_CASE("a hard link is what it leads to, other links are refused") {
  const Texts texts = members(tar({{"a.jpg", "x"},
                                   {.name = "b.jpg", .kind = '1', .link = "./a.jpg"},
                                   {.name = "c.jpg", .kind = '2', .link = "a.jpg"},
                                   {.name = "d.jpg", .kind = '1', .link = "later.jpg"}}));
  REQUIRE(texts.size() == 4);
  CHECK(texts[1] == "b.jpg: x");
  CHECK(test::contains(texts[2], "c.jpg! it is a link to a.jpg, which is not followed"));
  CHECK(test::contains(texts[3], "d.jpg! it is a link to later.jpg"));
}

TEST_CASE("files with holes are refused") {
  CHECK(test::contains(members(tar({{"a.jpg", "x", 'S'}})).front(), "sparse"));
  CHECK(test::contains(
      members(tar({{"pax", test::pax_record("GNU.sparse.major", "1"), 'x'}, {"a.jpg", "x"}}))
          .front(),
      "sparse"));
}

TEST_CASE("an archive ends at a block of zeros, or with its file") {
  auto bytes = tar({{"a.jpg", "x"}});
  const auto more = tar({{"b.jpg", "y"}});
  bytes.insert(bytes.end(), more.begin(), more.end());
  CHECK(members(bytes) == Texts{"a.jpg: x"});
  CHECK(members(tar({{"a.jpg", "x"}}, /*ends=*/false)) == Texts{"a.jpg: x"});
  CHECK(members({}).empty());
}

TEST_CASE("what Python's tarfile writes is read") {
  for (const char* format : {"ustar", "gnu", "pax"}) {
    CAPTURE(format);
    const auto archive =
        open_archive(fmt::format("{}/archives/{}.tar", VITVIZ_REFERENCE_FOLDER, format));
    REQUIRE(archive);
    CHECK_FALSE(archive->damage());
    Texts names;
    for (const Member& member : archive->members()) names.push_back(member.name);
    const std::string folder(90, 'f');
    CHECK(names == Texts{"0001.jpg", "0001.cls", folder + "/" + folder + "/0002.jpg", "grün.png",
                         "linked.jpg"});
    CHECK(archive->find("grün.png")->bytes == 600);
    CHECK(archive->find("linked.jpg")->at == archive->find("0001.jpg")->at);
  }
}

TEST_CASE("of two members of one name the last is taken") {
  const test::TemporaryFolder folder;
  test::write_bytes(folder / "a.tar", tar({{"a.jpg", "old"}, {"b.jpg", "b"}, {"a.jpg", "newer"}}));
  const auto archive = open_archive(folder / "a.tar");
  REQUIRE(archive);
  REQUIRE(archive->members().size() == 2);
  CHECK(archive->members()[0].name == "b.jpg");
  CHECK(archive->find("a.jpg")->bytes == 5);
}

}  // namespace
}  // namespace vitviz::archives
