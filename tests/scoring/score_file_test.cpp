// SPDX-License-Identifier: Apache-2.0
#include "scoring/score_file.h"

#include <doctest/doctest.h>

#include "eval/corloc.h"
#include "support/bytes_of.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::scoring {
namespace {

const std::vector<std::string> kSettings = {"keep 0.5; photos 2", "keep 0.6; photos 2"};

std::vector<eval::PhotoEntry> entries_of(const std::string& photo) {
  return {eval::photo_score(photo, eval::CorlocScore{.best_iou = 1.0 / 3.0, .boxes = 1}),
          eval::LeftOut{photo, "no box"}};
}

ScoreFile open(const std::filesystem::path& path) {
  return ScoreFile(path, eval::kCorloc, kSettings);
}

std::string text_of(const std::filesystem::path& path) {
  const std::vector<std::byte> bytes = test::read_bytes(path);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST_CASE("a file that is opened again has what was added") {
  const test::TemporaryFolder folder;
  {
    ScoreFile file = open(folder / "log");
    CHECK(file.find("a") == nullptr);
    file.add(entries_of("a"));
  }
  {
    ScoreFile file = open(folder / "log");
    REQUIRE(file.find("a") != nullptr);
    CHECK(*file.find("a") == entries_of("a"));
    file.add(entries_of("b"));
  }
  CHECK(*open(folder / "log").find("b") == entries_of("b"));
}

TEST_CASE("a line that was cut off is scored again, wherever the cut was") {
  const test::TemporaryFolder folder;
  open(folder / "log").add(entries_of("a"));
  const std::string whole = text_of(folder / "log");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    test::write_bytes(folder / "cut", test::bytes_of(whole.substr(0, size)));
    {
      ScoreFile file = open(folder / "cut");
      CHECK(file.find("a") == nullptr);
      file.add(entries_of("a"));
    }
    CHECK(text_of(folder / "cut") == whole);
  }
}

TEST_CASE("the scores of something else are refused and stay") {
  const test::TemporaryFolder folder;
  open(folder / "log").add(entries_of("a"));
  const std::string before = text_of(folder / "log");
  const auto hint_for = [&](const std::vector<std::string>& settings) {
    const auto error = test::error_of([&] { ScoreFile(folder / "log", eval::kCorloc, settings); });
    REQUIRE(error);
    CHECK(error->code() == base::ErrorCode::kArgument);
    CHECK(test::contains(error->what(), "has the scores of something else"));
    return error->hint();
  };
  const std::string& first = kSettings[0];
  const std::string& second = kSettings[1];
  CHECK(test::contains(hint_for({first}), "it has: keep 0.6; photos 2\nasked for: nothing\n"));
  CHECK(test::contains(hint_for({first, "keep 0.7; photos 2"}),
                       "it has: keep 0.6\nasked for: keep 0.7\n"));
  CHECK(test::contains(hint_for({first, second, "x"}), "it has: nothing\nasked for: x\n"));
  CHECK(text_of(folder / "log") == before);
}

TEST_CASE("a file that cannot be written is an error of its own") {
  const auto error = test::error_of([&] { (void)open("/no/such/folder/log"); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kOutput);
}

}  // namespace
}  // namespace vitviz::scoring
