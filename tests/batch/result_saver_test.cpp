// SPDX-License-Identifier: Apache-2.0
#include "batch/result_saver.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "base/atomic_file.h"
#include "support/temporary_folder.h"

namespace vitviz::batch {
namespace {

using test::TemporaryFolder;
using Names = std::vector<std::string>;

// A photo whose results are files of these names.
PhotoOutcome photo_with(const TemporaryFolder& folder, const Names& names) {
  PhotoResults results{{}, ResultFiles()};
  constexpr std::string_view kText = "some bytes";
  for (const std::string& name : names) {
    base::UnnamedFile file(folder / name);
    file.append(std::as_bytes(std::span(kText)));
    file.complete();
    results.files.add(std::move(file), base::Overwrite::kNever);
  }
  return results;
}

// What a saver hands on: + a photo, - a failure.
struct Told {
  std::string text;
  ResultSaver saver{[this](const PhotoOutcome& outcome) {
    text += std::holds_alternative<PhotoResults>(outcome) ? '+' : '-';
  }};
};

TEST_CASE("photos drawn within a second wait together, and their files have no names so long") {
  const TemporaryFolder folder;
  Told told;
  told.saver.add(photo_with(folder, {"a", "b"}));
  told.saver.add(base::Failure{base::ErrorCode::kInput, "broken", ""});
  told.saver.add(photo_with(folder, {"c"}));
  CHECK(told.text.empty());
  CHECK_FALSE(std::filesystem::exists(folder / "a"));

  told.saver.save();
  CHECK(told.text == "+-+");
  CHECK(folder.names() == Names{"a", "b", "c"});
}

TEST_CASE("what has no files waits for nothing but those before it") {
  const TemporaryFolder folder;
  Told told;
  told.saver.add(photo_with(folder, {}));
  told.saver.add(base::Failure{base::ErrorCode::kInput, "broken", ""});
  CHECK(told.text == "+-");
  told.saver.add(photo_with(folder, {"a"}));
  told.saver.add(photo_with(folder, {}));
  CHECK(told.text == "+-");
  told.saver.save();
  CHECK(told.text == "+-++");
}

TEST_CASE("a name that was taken meanwhile fails the photo and leaves none of its files") {
  const TemporaryFolder folder;
  Told told;
  told.saver.add(photo_with(folder, {"a", "b"}));
  told.saver.add(photo_with(folder, {"c"}));
  test::write_bytes(folder / "b", {});
  told.saver.save();
  CHECK(told.text == "-+");
  CHECK(folder.names() == Names{"b", "c"});
}

TEST_CASE("what nobody was told of leaves no files") {
  const TemporaryFolder folder;
  {
    Told told;
    told.saver.add(photo_with(folder, {"a"}));
    CHECK(folder.names().size() == 1);  // under a name for the time being
  }
  CHECK(folder.names().empty());
}

}  // namespace
}  // namespace vitviz::batch
