// SPDX-License-Identifier: Apache-2.0
// Archives whose directory lies, made entry by entry.
#include <string>

#include <doctest/doctest.h>

#include "io/zip_archive.h"
#include "support/bytes_of.h"
#include "support/thrown_error.h"
#include "support/zip_bytes.h"

namespace vitviz::io {
namespace {

using test::contains;
using test::zip;
using test::ZipPart;

std::string refusal(const std::vector<std::byte>& bytes) {
  const auto error = test::error_of([&] { ZipArchive(bytes, "file"); });
  if (!error) return "accepted";
  CHECK(error->code() == base::ErrorCode::kModel);
  CHECK_FALSE(error->hint().empty());
  return error->what();
}

// What is said when the stored bytes of the first entry are asked for and checked.
std::string refusal_when_read(const std::vector<std::byte>& bytes) {
  const ZipArchive archive(bytes, "file");
  const auto error =
      test::error_of([&] { archive.check_stored(0, archive.stored_bytes(0).value()); });
  return error ? error->what() : "accepted";
}

TEST_CASE("an archive made by hand is read as it is") {
  const auto bytes = zip({{"a", "first"}, {"folder/b", ""}, {"c", std::string(100, 'x')}});
  const ZipArchive archive(bytes, "file");
  REQUIRE(archive.entries().size() == 3);
  CHECK(archive.entries()[1].name == "folder/b");
  CHECK(archive.entries()[1].size == 0);
  CHECK(test::text_of(archive.stored_bytes(0).value()) == "first");
  CHECK(archive.stored_bytes(1).value().empty());
  CHECK(test::text_of(archive.unpack(2)) == std::string(100, 'x'));
  CHECK(test::text_of(archive.unpack_start(2, 3)) == "xxx");
  CHECK(test::text_of(archive.unpack_start(0, 99)) == "first");
  CHECK(refusal_when_read(bytes) == "accepted");
}

TEST_CASE("two entries of one name are refused") {
  CHECK(refusal(zip({{"a", "1"}, {"b", "2"}, {"a", "3"}})) == "file: entry 'a' occurs twice");
}

TEST_CASE("entries that together are larger than the file are refused") {
  // Two of them over the same bytes, as in an archive bomb.
  const std::string content(1000, 'x');
  CHECK(refusal(zip({{"a", content}, {"b", "", ZipPart::kTrue, 1000, 0}})) ==
        "file: the entries of the ZIP archive are larger than the file, or overlap");
}

TEST_CASE("an entry that reaches beyond the file is refused when it is read") {
  const auto bytes = zip({{"a", "short", ZipPart::kTrue, 100}, {"b", std::string(10, 'x')}});
  CHECK(refusal(bytes) == "accepted");
  CHECK(test::error_of([&] { static_cast<void>(ZipArchive(bytes, "file").unpack(0)); }));
}

TEST_CASE("an entry that is not where the directory says is damaged") {
  const auto bytes = zip({{"a", "first"}, {"b", "second", ZipPart::kTrue, ZipPart::kTrue, 3}});
  const ZipArchive archive(bytes, "file");
  CHECK(test::text_of(archive.unpack(0)) == "first");
  const auto error = test::error_of([&] { static_cast<void>(archive.unpack(1)); });
  REQUIRE(error.has_value());
  CHECK(error->what() == std::string("file: entry 'b' is damaged"));
}

TEST_CASE("a wrong checksum is noticed when bytes are checked, and not before") {
  const auto bytes = zip({{"a", "first", 12345}});
  CHECK(test::text_of(ZipArchive(bytes, "file").stored_bytes(0).value()) == "first");
  CHECK(refusal_when_read(bytes) == "file: entry 'a' is damaged");
  CHECK(test::error_of([&] { static_cast<void>(ZipArchive(bytes, "file").unpack(0)); }));
}

TEST_CASE("a directory that contradicts itself is refused") {
  auto bytes = zip({{"a", "first"}});
  const std::size_t count = bytes.size() - 22 + 10;  // of all entries, in the record at the end
  bytes[count] = std::byte{7};
  CHECK(contains(refusal(bytes), "ZIP archive"));
  CHECK(refusal(bytes) != "accepted");
}

TEST_CASE("a directory larger than any checkpoint's is refused") {
  std::vector<ZipPart> parts;
  const std::string name(60'000, 'n');
  for (int i = 0; i < 150; ++i) parts.push_back({std::to_string(i) + name, ""});
  CHECK(refusal(zip(parts)) ==
        "file: the directory of the ZIP archive takes more than 8388608 bytes");
}

TEST_CASE("asking for an entry that is not there is a bug of the caller") {
  const auto bytes = zip({{"a", "first"}});
  const ZipArchive archive(bytes, "file");
  CHECK_THROWS_AS((void)archive.stored_bytes(1), std::logic_error);
  CHECK_THROWS_AS((void)archive.unpack(1), std::logic_error);
}

}  // namespace
}  // namespace vitviz::io
