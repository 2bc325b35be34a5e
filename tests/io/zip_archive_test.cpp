// SPDX-License-Identifier: Apache-2.0
#include "io/zip_archive.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/thread_pool.h"
#include "io/zip_source.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::io {
namespace {

using test::contains;

std::vector<std::byte> sample(const std::string& name) {
  return test::read_bytes(test::reference("npz/" + name));
}

std::string refusal(std::span<const std::byte> bytes) {
  const auto error = test::error_of([&] { ZipArchive(bytes, "file"); });
  if (!error) return "accepted";
  CHECK(error->code() == base::ErrorCode::kModel);
  CHECK_FALSE(error->hint().empty());
  return error->what();
}

// The directory's word on the first entry, `offset` bytes into its record, changed to `value`.
std::vector<std::byte> with_first_entry(std::vector<std::byte> bytes, std::ptrdiff_t offset,
                                        std::uint16_t value) {
  constexpr unsigned char kRecord[] = {'P', 'K', 1, 2};
  const auto found = std::search(
      bytes.begin(), bytes.end(), std::begin(kRecord), std::end(kRecord),
      [](std::byte a, unsigned char b) { return std::to_integer<unsigned char>(a) == b; });
  REQUIRE(found != bytes.end());
  std::memcpy(&*(found + offset), &value, sizeof value);
  return bytes;
}

TEST_CASE("several threads unpack and check entries of one archive at a time") {
  const auto stored = sample("stored.npz");
  const auto deflated = sample("deflated.npz");
  const ZipArchive plain(stored, "stored");
  const ZipArchive packed(deflated, "deflated");
  std::vector<std::span<const std::byte>> wanted;
  for (std::size_t i = 0; i < plain.entries().size(); ++i) {
    wanted.push_back(plain.stored_bytes(i).value());
  }
  constexpr int kRounds = 200;
  base::ThreadPool threads(4);
  std::atomic<int> wrong = 0;
  threads.parallel_for(kRounds * static_cast<int>(wanted.size()), [&](int task, int) {
    const std::size_t entry = static_cast<std::size_t>(task) % wanted.size();
    plain.check_stored(entry, wanted[entry]);
    const std::vector<std::byte> bytes = packed.unpack(entry);
    const auto start = packed.unpack_start(entry, 8);
    const bool right = std::equal(bytes.begin(), bytes.end(), wanted[entry].begin()) &&
                       std::equal(start.begin(), start.end(), wanted[entry].begin());
    if (!right) ++wrong;
  });
  CHECK(wrong == 0);
}

TEST_CASE("stored entries lie in the archive, deflated ones are unpacked, with the same bytes") {
  const auto stored = sample("stored.npz");
  const auto deflated = sample("deflated.npz");
  const ZipArchive plain(stored, "stored");
  const ZipArchive packed(deflated, "deflated");
  REQUIRE(plain.entries().size() == 13);
  REQUIRE(packed.entries().size() == 13);
  for (std::size_t i = 0; i < plain.entries().size(); ++i) {
    CHECK(plain.entries()[i].name == packed.entries()[i].name);
    const auto bytes = plain.stored_bytes(i);
    REQUIRE(bytes.has_value());
    CHECK(bytes->data() >= stored.data());
    CHECK(bytes->data() + bytes->size() <= stored.data() + stored.size());
    CHECK(bytes->size() == plain.entries()[i].size);
    CHECK_FALSE(packed.stored_bytes(i).has_value());
    CHECK(std::equal(bytes->begin(), bytes->end(), packed.unpack(i).begin()));
    CHECK(std::equal(bytes->begin(), bytes->end(), plain.unpack(i).begin()));
  }
}

TEST_CASE("an archive that was moved is still open") {
  const auto bytes = sample("deflated.npz");
  ZipArchive first(bytes, "file");
  const ZipArchive second = std::move(first);
  CHECK(second.unpack(0).size() == second.entries()[0].size);
}

TEST_CASE("an archive cut short at any byte is refused, as its directory is at its end") {
  const auto bytes = sample("stored.npz");
  // No bytes at all are an archive without entries.
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    CAPTURE(size);
    CHECK(contains(refusal(std::span(bytes).first(size)), "without its end"));
  }
}

TEST_CASE("entries that cannot be what they say are refused") {
  CHECK(contains(refusal(sample("bomb.npz")), "unpacks to more than 16777216 bytes"));
  CHECK(contains(refusal(sample("bzip2.zip")), "'a.npy' is compressed by method 12"));
  const auto stored = sample("stored.npz");
  CHECK(contains(refusal(with_first_entry(stored, 8, 1)), "is encrypted"));
  CHECK(contains(refusal(with_first_entry(stored, 24, 9)), "claims to unpack from"));
  const auto deflated = sample("deflated.npz");
  CHECK(contains(refusal(with_first_entry(deflated, 26, 0xFFF)), "claims to unpack from"));
}

TEST_CASE("an entry that begins elsewhere or has another checksum is refused when it is read") {
  const auto elsewhere = with_first_entry(sample("stored.npz"), 42, 0x123);
  const ZipArchive archive(elsewhere, "file");
  CHECK(test::error_of([&] { static_cast<void>(archive.stored_bytes(0)); }).has_value());
  CHECK(test::error_of([&] { static_cast<void>(archive.unpack(0)); }).has_value());
  const auto checksum = with_first_entry(sample("deflated.npz"), 16, 0x123);
  const ZipArchive damaged(checksum, "file");
  const auto error = test::error_of([&] { static_cast<void>(damaged.unpack(0)); });
  REQUIRE(error.has_value());
  CHECK(contains(error->what(), "is damaged"));
}

}  // namespace
}  // namespace vitviz::io
