// SPDX-License-Identifier: Apache-2.0
#include "manifest/joined_manifest.h"

#include <doctest/doctest.h>

#include "manifest/manifest.h"
#include "manifest/record_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::manifest {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

RunRecord run_of_all() {
  RunRecord run;
  run.conditions.version = "1.0";
  return run;
}

TEST_CASE("files are named as seen from the joined manifest, wherever they lie") {
  const TemporaryFolder folder;
  fs::create_directories(folder / "out");
  fs::create_directories(folder / "other/sub");
  test::put_text(folder / "out/a.png", "12");
  test::put_text(folder / "other/sub/b.png", "123");
  JoinedManifest joined(folder / "out", run_of_all(), base::Overwrite::kNever);
  joined.add(DoneRecord{"/a.jpg", 0, "id", "1 2", {{"a.png", 2}}}, folder / "out");
  joined.add(DoneRecord{"/b.jpg", 1, "id", "1 2", {{"sub/b.png", 3}}}, folder / "other");
  joined.add(BegunRecord{"/c.jpg", {"c.png"}}, folder / "other");
  joined.add_own({folder / "t.csv"});
  CHECK_FALSE(fs::exists(joined.path()));
  joined.finish();

  const Manifest manifest(manifest_file(folder / "out", {}));
  CHECK(manifest.last_run().value().version == "1.0");
  CHECK(manifest.is_whole(manifest.done("/a.jpg").value()));
  const DoneRecord other = manifest.done("/b.jpg").value();
  CHECK(other.files.at(0).path == "../other/sub/b.png");
  CHECK(manifest.is_whole(other));
  CHECK(manifest.owns(folder / "other/c.png"));
  CHECK(manifest.owns(folder / "t.csv"));
}

TEST_CASE("a joined manifest replaces another only where it may, and goes unless it is finished") {
  const TemporaryFolder folder;
  { const JoinedManifest joined(folder.path(), run_of_all(), base::Overwrite::kNever); }
  CHECK(folder.names().empty());
  test::put_text(manifest_file(folder.path(), {}), "mine");
  JoinedManifest never(folder.path(), run_of_all(), base::Overwrite::kNever);
  CHECK(test::contains(test::error_of([&] { never.finish(); }).value().what(), "already exists"));
  JoinedManifest replacing(folder.path(), run_of_all(), base::Overwrite::kReplace);
  replacing.finish();
  CHECK(Manifest(manifest_file(folder.path(), {})).last_run());
}

TEST_CASE("a record that is no longer where it was is told of") {
  const TemporaryFolder folder;
  const fs::path file = manifest_file(folder.path(), {});
  const std::string line = line_of(DoneRecord{"/a.jpg", 0, "id", "1 2", {}});
  test::put_text(file, "\n" + line);
  RecordReader records({file, folder / "none"});
  const RecordPlace place{.offset = 1, .length = static_cast<std::uint32_t>(line.size())};
  CHECK(std::get<DoneRecord>(records.read(place)).photo == "/a.jpg");
  test::put_text(file, "");
  CHECK(
      test::contains(test::error_of([&] { static_cast<void>(records.read(place)); }).value().what(),
                     "cannot be read: it has changed meanwhile"));
  CHECK(test::contains(test::error_of([&] {
                         static_cast<void>(records.read({1, 2, 1}));
                       })
                           .value()
                           .what(),
                       "none: cannot be read: No such file"));
}

}  // namespace
}  // namespace vitviz::manifest
