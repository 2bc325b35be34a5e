// SPDX-License-Identifier: Apache-2.0
#include "archives/member_path.h"

#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "archives/open_archive.h"
#include "support/archive_bytes.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::archives {
namespace {

using test::contains;
using test::tar;

TEST_CASE("a path leads into an archive as into a folder") {
  const test::TemporaryFolder folder;
  const auto file = folder / "s.tar";
  test::write_bytes(file, tar({{"a/1.jpg", "x"}}));
  const auto found = find_member(file / "a/1.jpg");
  REQUIRE(found);
  CHECK(found->file == file);
  CHECK(found->member->bytes == 1);
  CHECK(find_member(file / "./a//1.jpg"));
  CHECK(contains(test::error_of([&] { return find_member(file / "b.jpg"); }).value().what(),
                 "s.tar/b.jpg: the archive has no such member"));
  CHECK(test::error_of([&] { return find_member(file / "../s.tar"); }));
}

TEST_CASE("other paths are not looked into") {
  const test::TemporaryFolder folder;
  test::put_text(folder / "photo.jpg", "text");
  for (const char* path : {"photo.jpg", "missing.jpg", "photo.jpg/1.jpg", "no/folder.jpg"}) {
    CAPTURE(path);
    CHECK_FALSE(find_member(folder / path));
  }
}

TEST_CASE("the file of a member is its archive") {
  const test::TemporaryFolder folder;
  test::write_bytes(folder / "s.tar", tar({{"a/1.jpg", "x"}}));
  CHECK(file_of(folder / "s.tar/a/1.jpg") == folder / "s.tar");
  CHECK(file_of(folder / "s.tar") == folder / "s.tar");
  CHECK(file_of("missing/1.jpg") == "missing/1.jpg");
}

TEST_CASE("an archive that has changed is read anew") {
  const test::TemporaryFolder folder;
  test::write_bytes(folder / "s.tar", tar({{"1.jpg", "x"}}));
  CHECK(find_member(folder / "s.tar/1.jpg"));
  test::write_bytes(folder / "s.tar", tar({{"1.jpg", "x"}, {"2.jpg", "y"}}));
  CHECK(find_member(folder / "s.tar/2.jpg"));
}

TEST_CASE("several threads may look into many archives at once") {
  const test::TemporaryFolder folder;
  constexpr int kArchives = 20;  // more than are remembered
  for (int i = 0; i < kArchives; ++i) {
    test::write_bytes(folder / fmt::format("{}.tar", i),
                      tar({{"1.jpg", fmt::format("{:>{}}", 'x', i + 1)}}));
  }
  std::vector<std::jthread> threads;
  std::vector<int> right(4);
  for (std::size_t thread = 0; thread < right.size(); ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 5 * kArchives; ++i) {
        const int of = (i * 7) % kArchives;
        const auto found = find_member(folder / fmt::format("{}.tar/1.jpg", of));
        if (found && found->member->bytes == static_cast<std::uint64_t>(of + 1)) ++right[thread];
      }
    });
  }
  threads.clear();
  for (const int count : right) CHECK(count == 5 * kArchives);
}

}  // namespace
}  // namespace vitviz::archives
