// SPDX-License-Identifier: Apache-2.0
#include "io/mapped_file.h"

#include <algorithm>
#include <filesystem>
#include <future>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "base/error.h"
#include "support/safetensors_bytes.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"
#include "support/unprivileged.h"

namespace vitviz::io {
namespace {

using test::bytes_of;
using test::TemporaryFolder;

// The message of the Error(kModel) that mapping must throw, without the path.
std::string refusal(const std::filesystem::path& path) {
  try {
    const MappedFile file(path);
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kModel);
    const std::string message = error.what();
    const std::string prefix = path.string() + ": ";
    CHECK(message.find(prefix) == 0);
    return message.substr(prefix.size());
  }
  return "accepted";
}

TEST_CASE("a mapped file holds the file's bytes, also after it is moved and unlinked") {
  const TemporaryFolder folder;
  const auto bytes = bytes_of("some bytes");
  test::write_bytes(folder / "file", bytes);
  MappedFile first(folder / "file");
  MappedFile second(std::move(first));
  MappedFile third;
  CHECK(third.bytes().empty());
  third = std::move(second);
  std::filesystem::remove(folder / "file");
  CHECK(std::equal(bytes.begin(), bytes.end(), third.bytes().begin(), third.bytes().end()));
}

TEST_CASE("what cannot be mapped is refused at once and by name") {
  const TemporaryFolder folder;
  test::write_bytes(folder / "empty", {});
  REQUIRE(mkfifo((folder / "fifo").c_str(), 0600) == 0);
  CHECK(refusal(folder / "missing") == "cannot be read: No such file or directory");
  CHECK(refusal(folder / "empty") == "is empty");
  CHECK(refusal(folder / "fifo") == "is no regular file");
  CHECK(refusal(folder.path()) == "is a folder");
  CHECK(refusal("/dev/null") == "is no regular file");
}

TEST_CASE("an unreadable file is refused") {
  using std::filesystem::perms;
  const TemporaryFolder folder;
  test::write_bytes(folder / "open", bytes_of("x"));
  test::write_bytes(folder / "secret", bytes_of("x"));
  std::filesystem::permissions(folder.path(), perms(0711));
  std::filesystem::permissions(folder / "open", perms(0444));
  std::filesystem::permissions(folder / "secret", perms::none);
  const test::Unprivileged nobody;
  CHECK(refusal(folder / "open") == "accepted");
  CHECK(refusal(folder / "secret") == "cannot be read: Permission denied");
}

constexpr std::size_t kManyBytes = 64 * 4096;

TEST_CASE("what a shortened file lost reads as zeros, in every thread, and is told") {
  const TemporaryFolder folder;
  test::write_bytes(folder / "file", std::vector<std::byte>(kManyBytes, std::byte{1}));
  const MappedFile file(folder / "file");
  const MappedFile untouched(folder / "file");
  CHECK(untouched.bytes().front() == std::byte{1});
  std::filesystem::resize_file(folder / "file", 4096);
  const auto sum = [&] {
    std::size_t total = 0;
    for (const std::byte byte : file.bytes()) total += std::to_integer<std::size_t>(byte);
    return total;
  };
  std::vector<std::future<std::size_t>> sums;
  for (int i = 0; i < 3; ++i) sums.push_back(std::async(std::launch::async, sum));
  for (auto& found : sums) CHECK(found.get() == 4096);
  const auto error = test::error_of([&] { file.check_unchanged(); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kModel);
  CHECK(std::string(error->what()) == (folder / "file").string() + ": changed while it was read");
}

TEST_CASE("a file that grew again, or holds other bytes, is another one") {
  const TemporaryFolder folder;
  const std::vector<std::byte> bytes(kManyBytes, std::byte{1});
  test::write_bytes(folder / "file", bytes);
  // Long ago: clocks of file systems tick slowly.
  std::filesystem::last_write_time(folder / "file", std::filesystem::file_time_type{});
  const MappedFile file(folder / "file");
  CHECK_NOTHROW(file.check_unchanged());
  test::write_bytes(folder / "file", bytes);
  CHECK_THROWS_AS(file.check_unchanged(), base::Error);
}

TEST_CASE("whatever goes wrong with a file that changed, it is told that it changed") {
  const TemporaryFolder folder;
  test::write_bytes(folder / "file", std::vector<std::byte>(kManyBytes, std::byte{1}));
  const MappedFile file(folder / "file");
  CHECK(read_unchanged({&file, 1}, [] { return 7; }) == 7);
  std::filesystem::resize_file(folder / "file", 4096);
  const auto told = test::error_of([&] {
    static_cast<void>(read_unchanged({&file, 1}, [&]() -> std::byte {
      if (file.bytes().back() == std::byte{0}) throw std::logic_error("a promise was broken");
      return file.bytes().back();
    }));
  });
  REQUIRE(told);
  CHECK(test::contains(told->what(), "changed while it was read"));
}

}  // namespace
}  // namespace vitviz::io
