// SPDX-License-Identifier: Apache-2.0
#include "base/readable_file.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/bytes_of.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::base {
namespace {

std::string read(const ReadableFile& file, std::uint64_t at, std::size_t count) {
  std::vector<std::byte> bytes(count);
  std::error_code error;
  bytes.resize(file.read(at, bytes, error));
  CHECK_FALSE(error);
  return test::text_of(bytes);
}

TEST_CASE("a file is read from any place, and ends where it ends") {
  const test::TemporaryFolder folder;
  test::put_text(folder / "file", "0123456789");
  const ReadableFile file(folder / "file");
  CHECK(file.size() == 10);
  CHECK(read(file, 3, 4) == "3456");
  CHECK(read(file, 8, 4) == "89");
  CHECK(read(file, 10, 4).empty());
  CHECK(read(file, 1000, 4).empty());
}

TEST_CASE("what is no regular file is told of by the name that is given") {
  const test::TemporaryFolder folder;
  const auto message = [](const auto& open) { return std::string(test::error_of(open)->what()); };
  CHECK(message([&] { ReadableFile(folder / "none", "shard.tar/1.jpg"); }) ==
        "shard.tar/1.jpg: cannot be read: No such file or directory");
  CHECK(test::contains(message([&] { ReadableFile file(folder.path()); }), "it is a folder"));
  CHECK(test::contains(message([&] { ReadableFile file("/dev/null"); }), "no regular file"));
}

}  // namespace
}  // namespace vitviz::base
