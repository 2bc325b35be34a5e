// SPDX-License-Identifier: Apache-2.0
#include "inputs/photo_list.h"

#include <string>

#include <doctest/doctest.h>

#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::inputs {
namespace {

using namespace std::string_literals;
using test::contains;
using Names = std::vector<std::string>;

Names listed(const std::string& text, ListEnds ends = ListEnds::kLines) {
  const test::TemporaryFolder folder;
  test::put_text(folder / "list", text);
  Names names;
  for (const auto& path : read_photo_list(folder / "list", ends)) names.push_back(path.string());
  return names;
}

TEST_CASE("each line is a path, whoever wrote it") {
  CHECK(listed("a.jpg\n\nmy cat.jpg\nlast") == Names{"a.jpg", "my cat.jpg", "last"});
  CHECK(listed("a.jpg\r\nb.jpg\r\n") == Names{"a.jpg", "b.jpg"});
  CHECK(listed("\xEF\xBB\xBF"s + "a.jpg\n") == Names{"a.jpg"});
}

TEST_CASE("where paths end with NUL, newlines are part of names") {
  CHECK(listed("a\n.jpg\0b.jpg\0"s) == Names{"a\n.jpg", "b.jpg"});
  CHECK(listed("a\n.jpg", ListEnds::kNul) == Names{"a\n.jpg"});
}

TEST_CASE("what is no list is refused with its reason") {
  const auto message = [](const std::string& text) {
    return std::string(test::error_of([&] { return listed(text); }).value().what());
  };
  CHECK(contains(message("\n\n"), "names no photo"));
  CHECK(contains(message("\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01"s), "no list of paths"));
  CHECK(contains(message(std::string(5000, 'x')), "no list of paths"));
  CHECK(contains(
      test::error_of([] { return read_photo_list("/nowhere", ListEnds::kLines); }).value().what(),
      "/nowhere: the list cannot be read: No such file"));
  CHECK(
      contains(test::error_of([] { return read_photo_list("/", ListEnds::kLines); }).value().what(),
               "the list cannot be read: Is a directory"));
}

}  // namespace
}  // namespace vitviz::inputs
