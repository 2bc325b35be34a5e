// SPDX-License-Identifier: Apache-2.0
#include "base/atomic_folder.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "base/bytes_of.h"
#include "support/file_size_limit.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::base {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using Names = std::vector<std::string>;

void add_text(UnnamedFolder& folder, const std::string& name, std::string_view text) {
  folder.add(name, [&](const ByteSink& file) { file(bytes_of(text)); });
}

Names names_in(const fs::path& folder) {
  Names names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

void make_folder(const fs::path& target, const Names& names, Overwrite overwrite) {
  UnnamedFolder folder(target);
  for (const std::string& name : names) add_text(folder, name, "text of " + name);
  folder.save();
  folder.appear(overwrite);
}

TEST_CASE("a folder appears with all its files, and nothing lies beside it") {
  const TemporaryFolder folder;
  {
    UnnamedFolder frames(folder / "frames");
    add_text(frames, "1", "one");
    add_text(frames, "2", "two");
    CHECK_FALSE(fs::exists(folder / "frames"));
    frames.save();
    frames.appear(Overwrite::kNever);
    CHECK(frames.target() == folder / "frames");
  }
  CHECK(folder.names() == Names{"frames"});
  CHECK(names_in(folder / "frames") == Names{"1", "2"});
  CHECK(fs::file_size(folder / "frames/2") == 3);
}

TEST_CASE("a folder that does not appear goes with all its files") {
  const TemporaryFolder folder;
  {
    UnnamedFolder frames(folder / "frames");
    add_text(frames, "1", "one");
    const UnnamedFolder moved(std::move(frames));
    CHECK(folder.names().size() == 1);
  }
  CHECK(folder.names().empty());
}

TEST_CASE("a folder takes the place of another only where that is asked for") {
  const TemporaryFolder folder;
  make_folder(folder / "frames", {"1", "2", "3"}, Overwrite::kReplace);
  const auto error =
      test::error_of([&] { make_folder(folder / "frames", {"1"}, Overwrite::kNever); });
  REQUIRE(error);
  CHECK(error->code() == ErrorCode::kOutput);
  CHECK(test::contains(error->what(), "frames: already exists"));
  CHECK(names_in(folder / "frames") == Names{"1", "2", "3"});

  make_folder(folder / "frames", {"1", "4"}, Overwrite::kReplace);
  CHECK(names_in(folder / "frames") == Names{"1", "4"});
  CHECK(folder.names() == Names{"frames"});
}

TEST_CASE("a full disk is told by the name that the file would have, and leaves nothing") {
  const TemporaryFolder folder;
  const std::string large(100'000, 'x');
  {
    UnnamedFolder frames(folder / "frames");
    add_text(frames, "1", "one");
    const test::FileSizeLimit limit(4096);
    const auto error = test::error_of([&] { add_text(frames, "2", large); });
    REQUIRE(error);
    CHECK(error->code() == ErrorCode::kOutput);
    CHECK(test::contains(error->what(), (folder / "frames/2").string() + ": cannot be written"));
    CHECK(test::contains(error->hint(), "free some space"));
  }
  CHECK(folder.names().empty());
}

TEST_CASE("what fails while a file is written comes through") {
  const TemporaryFolder folder;
  UnnamedFolder frames(folder / "frames");
  CHECK_THROWS_AS(frames.add("1", [](const ByteSink&) { throw std::runtime_error("no"); }),
                  std::runtime_error);
}

TEST_CASE("a folder that cannot be begun is told") {
  const TemporaryFolder folder;
  const auto error = test::error_of([&] { const UnnamedFolder frames(folder / "missing/frames"); });
  REQUIRE(error);
  CHECK(error->code() == ErrorCode::kOutput);
  CHECK(test::contains(error->what(), "frames: cannot be written: No such file"));
}

TEST_CASE("what a killed process has left goes, folders with all their files") {
  const TemporaryFolder folder;
  fs::create_directories(folder / ".vitviz-4711-0.tmp");
  test::put_text(folder / ".vitviz-4711-0.tmp/000001.png", "a frame");
  fs::create_directories(folder / ".vitviz-47110-0.tmp");
  remove_unnamed_files(folder.path(), 4711);
  CHECK(folder.names() == Names{".vitviz-47110-0.tmp"});
}

}  // namespace
}  // namespace vitviz::base
