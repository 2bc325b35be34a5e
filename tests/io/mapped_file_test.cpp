// SPDX-License-Identifier: Apache-2.0
#include "io/mapped_file.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "base/error.h"
#include "support/safetensors_bytes.h"
#include "support/temporary_folder.h"
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

}  // namespace
}  // namespace vitviz::io
