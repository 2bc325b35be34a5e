// SPDX-License-Identifier: Apache-2.0
#include "inputs/choice.h"

#include <string>

#include <doctest/doctest.h>

#include "support/archive_bytes.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::inputs {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> names(const InputChoice& choice) {
  std::vector<std::string> names;
  for (const Input& input : find_photos(choice)) names.push_back(input.path.filename().string());
  return names;
}

TEST_CASE("patterns stand for the files that match, by name") {
  const test::TemporaryFolder folder;
  for (const char* name : {"b.jpg", "a.jpg", "c.png"}) test::write_bytes(folder / name, {});
  InputChoice choice;
  choice.named = {folder / "*.jpg"};
  CHECK(names(choice) == std::vector<std::string>{"a.jpg", "b.jpg"});
  choice.named = {folder / "*.gif"};
  CHECK(test::contains(test::error_of([&] { return find_photos(choice); }).value().what(),
                       "no file matches"));
}

TEST_CASE("a file whose name looks like a pattern is that file") {
  const test::TemporaryFolder folder;
  for (const char* name : {"[a].jpg", "a.jpg"}) test::write_bytes(folder / name, {});
  InputChoice choice;
  choice.named = {folder / "[a].jpg"};
  CHECK(names(choice) == std::vector<std::string>{"[a].jpg"});
}

TEST_CASE("patterns end where an archive begins") {
  const test::TemporaryFolder folder;
  test::write_bytes(folder / "s1.tar", test::tar({{"a[1].jpg", "x"}}));
  InputChoice choice;
  choice.named = {folder / "s1.tar/a[1].jpg"};
  CHECK(names(choice) == std::vector<std::string>{"a[1].jpg"});
  choice.named = {folder / "s?.tar"};
  CHECK(names(choice) == std::vector<std::string>{"a[1].jpg"});
}

TEST_CASE("lists stand behind what is named") {
  const test::TemporaryFolder folder;
  test::put_text(folder / "list", "x.jpg\ny.jpg\n");
  InputChoice choice;
  choice.named = {"z.jpg"};
  choice.lists = {folder / "list"};
  CHECK(names(choice) == std::vector<std::string>{"z.jpg", "x.jpg", "y.jpg"});
}

}  // namespace
}  // namespace vitviz::inputs
