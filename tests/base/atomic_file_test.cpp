// SPDX-License-Identifier: Apache-2.0
#include "base/atomic_file.h"

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/file_size_limit.h"
#include "support/temporary_folder.h"
#include "support/unprivileged.h"

namespace vitviz::base {
namespace {

using test::FileSizeLimit;
using test::TemporaryFolder;
using Names = std::vector<std::string>;

void write_text(const std::filesystem::path& path, std::string_view text, Overwrite overwrite) {
  write_file_atomically(path, std::as_bytes(std::span(text)), overwrite);
}

std::string read_text(const std::filesystem::path& path) {
  std::string text;
  for (const std::byte byte : test::read_bytes(path)) text += static_cast<char>(byte);
  return text;
}

void append_text(UnnamedFile& file, std::string_view text) {
  file.append(std::as_bytes(std::span(text)));
}

UnnamedFile complete_file(const std::filesystem::path& target) {
  UnnamedFile file(target);
  append_text(file, "some bytes");
  file.complete();
  return file;
}

// The message of the Error(kOutput) that writing must throw.
std::string failure(const std::filesystem::path& path, std::string_view text,
                    Overwrite overwrite = Overwrite::kNever) {
  try {
    write_text(path, text, overwrite);
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kOutput);
    CHECK_FALSE(error.hint().empty());
    return error.what();
  }
  return "nothing was thrown";
}

TEST_CASE("a new file holds the bytes and nothing lies beside it") {
  const TemporaryFolder folder;
  write_text(folder / "a b\nü.txt", "hello", Overwrite::kNever);
  write_text(folder / "empty", "", Overwrite::kNever);
  CHECK(read_text(folder / "a b\nü.txt") == "hello");
  CHECK(read_text(folder / "empty").empty());
  CHECK(folder.names() == Names{"a b\nü.txt", "empty"});
}

TEST_CASE("an existing file is never overwritten unless asked for") {
  const TemporaryFolder folder;
  write_text(folder / "file", "old", Overwrite::kNever);
  CHECK(failure(folder / "file", "new") == (folder / "file").string() + ": already exists");
  CHECK(read_text(folder / "file") == "old");

  write_text(folder / "file", "new", Overwrite::kReplace);
  CHECK(read_text(folder / "file") == "new");
  CHECK(folder.names() == Names{"file"});
}

TEST_CASE("a full disk leaves the old file and no temporary one") {
  const TemporaryFolder folder;
  write_text(folder / "file", "old", Overwrite::kNever);
  const std::string large(100'000, 'x');
  {
    const FileSizeLimit limit(4096);
    CHECK(failure(folder / "file", large, Overwrite::kReplace).find("cannot be written") !=
          std::string::npos);
    CHECK(failure(folder / "other", large).find("cannot be written") != std::string::npos);
  }
  CHECK(read_text(folder / "file") == "old");
  CHECK(folder.names() == Names{"file"});
}

TEST_CASE("a file without a name goes, and appears when it is told to") {
  const TemporaryFolder folder;
  {
    UnnamedFile half_written(folder / "half");
    append_text(half_written, "half");
    const UnnamedFile forgotten = complete_file(folder / "forgotten");
    CHECK_FALSE(std::filesystem::exists(forgotten.target()));
    std::vector<UnnamedFile> files;
    files.push_back(complete_file(folder / "first"));
    files.push_back(complete_file(folder / "second"));
    for (UnnamedFile& file : files) file.appear(Overwrite::kNever);
    UnnamedFile late = complete_file(folder / "first");
    CHECK_THROWS_AS(late.appear(Overwrite::kNever), Error);
  }
  CHECK(folder.names() == Names{"first", "second"});
}

TEST_CASE("a file that is written piece by piece holds all of them") {
  const TemporaryFolder folder;
  UnnamedFile file(folder / "file");
  for (const std::string_view piece : {"one, ", "", "two, ", "three"}) append_text(file, piece);
  file.complete();
  file.save();
  file.appear(Overwrite::kNever);
  CHECK(read_text(folder / "file") == "one, two, three");
}

TEST_CASE("a disk that becomes full between two pieces is told by the name of the file") {
  const TemporaryFolder folder;
  {
    UnnamedFile file(folder / "file");
    append_text(file, std::string(3000, 'x'));
    const FileSizeLimit limit(4096);
    try {
      append_text(file, std::string(3000, 'y'));
      FAIL("nothing was thrown");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::kOutput);
      CHECK(std::string(error.what()).find((folder / "file").string() + ": cannot be written") ==
            0);
      CHECK(error.hint().find("free some space") == 0);
    }
  }
  CHECK(folder.names().empty());
}

TEST_CASE("a file that is not complete cannot appear, and a complete one takes nothing more") {
  const TemporaryFolder folder;
  UnnamedFile file(folder / "file");
  CHECK_THROWS_AS(file.appear(Overwrite::kNever), std::logic_error);
  CHECK_THROWS_AS(file.save(), std::logic_error);
  file.complete();
  CHECK_THROWS_AS(append_text(file, "more"), std::logic_error);
  CHECK_THROWS_AS(file.complete(), std::logic_error);
}

TEST_CASE("a missing folder, or a file in its place, is an error") {
  const TemporaryFolder folder;
  CHECK(failure(folder / "missing/file", "x").find("No such file or directory") !=
        std::string::npos);
  write_text(folder / "file", "x", Overwrite::kNever);
  CHECK(failure(folder / "file/below", "x").find("Not a directory") != std::string::npos);
  CHECK(folder.names() == Names{"file"});
}

TEST_CASE("a folder is not replaced by a file") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "results");
  CHECK(failure(folder / "results", "x").find("already exists") != std::string::npos);
  CHECK(failure(folder / "results", "x", Overwrite::kReplace).find("cannot be written") !=
        std::string::npos);
  CHECK(folder.names() == Names{"results"});
}

TEST_CASE("a read-only folder is an error") {
  const TemporaryFolder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0555));
  const test::Unprivileged nobody;
  CHECK(failure(folder / "file", "x").find("Permission denied") != std::string::npos);
  CHECK(folder.names().empty());
}

TEST_CASE("messages escape the control characters of a path") {
  const TemporaryFolder folder;
  CHECK(failure(folder / "a\x1b[2J/file", "x").find("a\\x1b[2J/file") != std::string::npos);
}

}  // namespace
}  // namespace vitviz::base
