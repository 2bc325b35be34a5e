// SPDX-License-Identifier: Apache-2.0
#include "base/read_ahead.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "support/temporary_folder.h"

namespace vitviz::base {
namespace {

TEST_CASE("whatever is named, nothing is waited for and nothing changes") {
  const test::TemporaryFolder folder;
  test::put_text(folder / "photo", "bytes");
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  for (const char* name : {"photo", "pipe", "missing", "."}) read_ahead(folder / name);
  CHECK(test::read_bytes(folder / "photo").size() == 5);
  CHECK(folder.names() == std::vector<std::string>{"photo", "pipe"});
}

}  // namespace
}  // namespace vitviz::base
