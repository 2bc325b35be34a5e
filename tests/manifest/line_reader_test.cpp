// SPDX-License-Identifier: Apache-2.0
#include "manifest/line_reader.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include "support/temporary_folder.h"

namespace vitviz::manifest {
namespace {

TEST_CASE("lines of any length come with their places, and an unfinished one does not") {
  const test::TemporaryFolder folder;
  const std::vector<std::string> lines = {"", "a", std::string(200'000, 'x'), "", "last"};
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  for (const bool is_whole : {true, false}) {
    test::put_text(folder / "file", is_whole ? text : text + "cut of");
    const int descriptor = open((folder / "file").c_str(), O_RDONLY | O_CLOEXEC);
    LineReader reader(descriptor, 0);
    std::size_t offset = 0;
    for (const std::string& expected : lines) {
      const auto line = reader.next();
      REQUIRE(line);
      CHECK(line->text == expected);
      CHECK(line->offset == static_cast<std::int64_t>(offset));
      CHECK(LineReader(descriptor, line->offset).next()->text == expected);
      offset += expected.size() + 1;
    }
    CHECK_FALSE(reader.next());
    CHECK(reader.ends_whole() == is_whole);
    CHECK(reader.error() == 0);
    close(descriptor);
  }
}

}  // namespace
}  // namespace vitviz::manifest
