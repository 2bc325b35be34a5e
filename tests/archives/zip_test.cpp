// SPDX-License-Identifier: Apache-2.0
#include "archives/zip.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "archives/open_archive.h"
#include "support/archive_bytes.h"
#include "support/bytes_of.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"
#include "support/zip_bytes.h"

namespace vitviz::archives {
namespace {

namespace fs = std::filesystem;
using test::contains;

std::string text_in(const Content& content, const fs::path& file) {
  std::vector<std::byte> bytes;
  if (const auto* part = std::get_if<base::FilePart>(&content)) {
    const auto whole = test::read_bytes(file);
    REQUIRE(part->begin + part->bytes <= whole.size());
    const auto begin = whole.begin() + static_cast<std::ptrdiff_t>(part->begin);
    bytes.assign(begin, begin + static_cast<std::ptrdiff_t>(part->bytes));
  } else {
    bytes = std::get<std::vector<std::byte>>(content);
  }
  return test::text_of(bytes);
}

std::shared_ptr<const Archive> open(const test::TemporaryFolder& folder,
                                    const std::vector<test::ZipPart>& parts) {
  test::write_bytes(folder / "a.zip", test::zip(parts));
  return open_archive(folder / "a.zip");
}

TEST_CASE("stored members are read in place, deflated ones are unpacked") {
  const test::TemporaryFolder folder;
  for (const bool deflated : {false, true}) {
    CAPTURE(deflated);
    const fs::path file = folder / "a.zip";
    const std::string large(10000, 'x');
    test::write_zip(file, {{"a/1.jpg", "first"}, {"a/2.jpg", large}, {"empty", ""}}, deflated);
    const auto archive = open_archive(file);
    REQUIRE(archive);
    REQUIRE(archive->members().size() == 3);
    const Content content = archive->content_of(*archive->find("a/2.jpg"));
    CHECK(std::holds_alternative<base::FilePart>(content) == !deflated);
    CHECK(text_in(content, file) == large);
    CHECK(text_in(archive->content_of(*archive->find("a/1.jpg")), file) == "first");
    CHECK(text_in(archive->content_of(*archive->find("empty")), file).empty());
  }
}

TEST_CASE("what Python's zipfile writes is read") {
  for (const char* name : {"stored", "deflated"}) {
    CAPTURE(name);
    const auto archive =
        open_archive(fmt::format("{}/archives/{}.zip", VITVIZ_REFERENCE_FOLDER, name));
    REQUIRE(archive);
    REQUIRE(archive->members().size() == 3);  // and a folder
    CHECK(archive->members()[1].name == "a/grün.png");
    CHECK(archive->members()[1].bytes == 600);
  }
}

// The first member, of an archive in whose directory some bytes are others.
Member member_with(const test::TemporaryFolder& folder, std::size_t at, const std::string& other) {
  const fs::path file = folder / "a.zip";
  test::write_zip(file, {{"a.jpg", std::string(1000, 'x')}}, /*deflated=*/true);
  std::string text = test::text_of(test::read_bytes(file));
  text.replace(text.find("PK\1\2") + at, other.size(), other);
  test::put_text(file, text);
  const auto archive = open_archive(file);
  REQUIRE(archive);
  REQUIRE(archive->members().size() == 1);
  const auto error = test::error_of([&] { return archive->content_of(archive->members()[0]); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kInput);
  CHECK(contains(error->what(), "a.zip/a.jpg: "));
  return archive->members()[0];
}

TEST_CASE("entries that are not read are refused by what they are") {
  const test::TemporaryFolder folder;
  constexpr std::size_t kFlags = 8;
  constexpr std::size_t kMethod = 10;
  constexpr std::size_t kSize = 24;
  CHECK(contains(member_with(folder, kFlags, "\1").refusal, "it is encrypted"));
  CHECK(contains(member_with(folder, kMethod, "\14").refusal, "packed by method 12"));
  CHECK(contains(member_with(folder, kSize, test::little_endian(1U << 24U, 4)).refusal,
                 "it claims to unpack from"));
}

TEST_CASE("a deflated member of more than a photo ever has is refused") {
  const test::TemporaryFolder folder;
  test::write_zip(folder / "a.zip", {{"a.jpg", std::string(kMostUnpacked + 1, 'x')}},
                  /*deflated=*/true);
  const auto archive = open_archive(folder / "a.zip");
  CHECK(contains(archive->members()[0].refusal, "it unpacks to 256.0 MiB"));
}

TEST_CASE("names that lead out of the archive are refused") {
  const test::TemporaryFolder folder;
  const auto archive = open(folder, {{.name = "../out.jpg", .content = "x"}});
  REQUIRE(archive);
  CHECK(contains(archive->members()[0].refusal, "leads out of the archive"));
}

TEST_CASE("an entry that is elsewhere is damaged") {
  const test::TemporaryFolder folder;
  const auto archive = open(folder, {{.name = "a.jpg", .content = "x", .offset = 9}});
  REQUIRE(archive);
  const auto error =
      test::error_of([&] { return archive->content_of(archive->members()[0]); }).value();
  CHECK(contains(error.what(), "a.zip/a.jpg: this member of the archive is damaged"));
}

TEST_CASE("deflated members whose checksum is wrong are damaged") {
  const test::TemporaryFolder folder;
  test::write_zip(folder / "a.zip", {{"a.jpg", std::string(100, 'x')}}, /*deflated=*/true);
  auto bytes = test::read_bytes(folder / "a.zip");
  bytes[30 + 5 + 2] ^= std::byte{0x40};  // behind the header of the entry
  test::write_bytes(folder / "a.zip", bytes);
  const auto archive = open_archive(folder / "a.zip");
  CHECK(contains(
      test::error_of([&] { return archive->content_of(archive->members()[0]); }).value().what(),
      "damaged"));
}

TEST_CASE("an archive without its end is told of") {
  const test::TemporaryFolder folder;
  auto bytes = test::zip({{"a.jpg", "x"}, {"b.jpg", std::string(100, 'y')}});
  bytes.resize(bytes.size() / 2);
  test::write_bytes(folder / "a.zip", bytes);
  const auto error = test::error_of([&] { return open_archive(folder / "a.zip"); }).value();
  CHECK(error.code() == base::ErrorCode::kInput);
  CHECK(contains(error.what(), "a.zip: the archive is damaged: its directory"));
}

}  // namespace
}  // namespace vitviz::archives
