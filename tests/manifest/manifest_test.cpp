// SPDX-License-Identifier: Apache-2.0
#include "manifest/manifest.h"

#include <fstream>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::manifest {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

fs::path file_in(const TemporaryFolder& folder) { return manifest_file(folder.path(), {}); }

RunRecord run_of(std::int64_t process) {
  RunRecord run;
  run.conditions.version = "1.0";
  run.process = process;
  return run;
}

TEST_CASE("what one run records, the next knows") {
  const TemporaryFolder folder;
  test::put_text(folder / "b.png", "123");
  {
    Manifest manifest(file_in(folder));
    CHECK_FALSE(manifest.last_run());
    manifest.add(run_of(1));
    manifest.add(BegunRecord{"/b.jpg", {"b.png", "sub/b.npy"}});
    manifest.add(DoneRecord{"/b.jpg", 0, "id", "1 2", {{"b.png", 3}}});
    manifest.save();
  }
  const Manifest manifest(file_in(folder));
  CHECK(manifest.last_run().value().version == "1.0");
  CHECK(manifest.owns(folder / "b.png"));
  CHECK(manifest.owns(folder / "sub/b.npy"));
  CHECK_FALSE(manifest.owns(folder / "c.png"));
  const auto done = manifest.done("/b.jpg");
  REQUIRE(done);
  CHECK(done->run == "id");
  CHECK_FALSE(manifest.done("/c.jpg"));
  CHECK(manifest.is_whole(*done));
  test::put_text(folder / "b.png", "12");
  CHECK_FALSE(manifest.is_whole(*done));
  fs::remove(folder / "b.png");
  CHECK_FALSE(manifest.is_whole(*done));
}

TEST_CASE("the last record of a photo counts, and damage costs no other line") {
  const TemporaryFolder folder;
  {
    Manifest manifest(file_in(folder));
    manifest.add(DoneRecord{"/a.jpg", 0, "first", "1 2", {}});
    manifest.add(DoneRecord{"/a.jpg", 0, "second", "1 2", {}});
  }
  std::ofstream(file_in(folder), std::ios::app)
      << "garbage\n{\"done\": \"/a.jpg\", \"at\": 0, \"ru";
  {
    Manifest manifest(file_in(folder));
    CHECK(manifest.done("/a.jpg").value().run == "second");
    manifest.add(DoneRecord{"/b.jpg", 1, "third", "1 2", {}});
  }
  const Manifest manifest(file_in(folder));
  CHECK(manifest.done("/b.jpg").value().run == "third");
}

TEST_CASE("unnamed files of dead runs go, and of nobody else") {
  const TemporaryFolder folder;
  constexpr int kDead = 999'999'999;  // larger than any process number of Linux
  const std::string ours = fmt::format(".vitviz-{}-0.tmp", getpid());
  for (const std::string& name :
       {fmt::format(".vitviz-{}-0.tmp", kDead), fmt::format(".vitviz-{}-12.tmp", kDead), ours,
        std::string(".vitviz-5-0.tmp"), std::string("keep.tmp")}) {
    test::put_text(folder / name, "x");
  }
  Manifest(file_in(folder)).add(run_of(kDead));
  Manifest(file_in(folder)).add(BegunRecord{"/b.jpg", {"b.png"}});
  Manifest(file_in(folder)).remove_leftovers();
  CHECK(folder.names().size() == 4);
  for (const std::string& name : {ours, std::string(".vitviz-5-0.tmp"), std::string("keep.tmp")}) {
    CHECK(fs::exists(folder / name));
  }
}

TEST_CASE("while another run has the manifest, nothing is removed") {
  const TemporaryFolder folder;
  constexpr int kDead = 999'999'999;
  test::put_text(folder / fmt::format(".vitviz-{}-0.tmp", kDead), "x");
  Manifest other(file_in(folder));
  other.add(run_of(kDead));
  other.add(BegunRecord{"/b.jpg", {"b.png"}});
  Manifest(file_in(folder)).remove_leftovers();
  CHECK(fs::exists(folder / fmt::format(".vitviz-{}-0.tmp", kDead)));
}

TEST_CASE("files are known by whatever path, relative or absolute") {
  const TemporaryFolder folder;
  const fs::path here = fs::current_path();
  fs::current_path(folder.path());
  fs::create_directory("out");
  Manifest(manifest_file("out", {})).add(BegunRecord{"/b.jpg", {"b.png", "../table.csv"}});
  const Manifest manifest(manifest_file("out", {}));
  CHECK(manifest.owns("out/b.png"));
  CHECK(manifest.owns(fs::current_path() / "out/b.png"));
  CHECK(manifest.owns("table.csv"));
  CHECK(manifest.owns(fs::current_path() / "table.csv"));
  fs::current_path(here);
}

TEST_CASE("a manifest that cannot be opened is told of") {
  CHECK(test::contains(
      test::error_of([] { Manifest("/nowhere/.vitviz-manifest.jsonl"); }).value().what(),
      "/nowhere/.vitviz-manifest.jsonl: the account of what is done cannot be "
      "kept: No such file"));
}

}  // namespace
}  // namespace vitviz::manifest
