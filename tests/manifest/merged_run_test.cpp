// SPDX-License-Identifier: Apache-2.0
#include "manifest/merged_run.h"

#include <string>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

#include "base/stopped.h"
#include "manifest/find_manifests.h"
#include "manifest/manifest.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::manifest {
namespace {

namespace fs = std::filesystem;
using inputs::Shard;
using test::TemporaryFolder;

constexpr std::size_t kAll = 6;

RunConditions conditions(const std::string& keep = "0.6") {
  return {.version = "1.0",
          .model = "m",
          .precision = "f32",
          .options = {{"--keep", keep}},
          .common = {}};
}

RunRecord run_of(const std::optional<Shard>& shard, std::size_t photos = 3) {
  return {.conditions = conditions(),
          .process = 1,
          .photos = photos,
          .all_photos = kAll,
          .shard = shard};
}

DoneRecord done(const fs::path& photo, std::size_t at) {
  return {photo, at, id_of(conditions()), "1 2", {}, "{}"};
}

FailedRecord failed(const fs::path& photo, std::size_t at) {
  return {photo, at, id_of(conditions()), "broken"};
}

void write(const fs::path& out, const std::optional<Shard>& shard,
           const std::vector<Record>& records) {
  fs::create_directories(out);
  Manifest manifest(manifest_file(out, shard));
  for (const Record& record : records) manifest.add(record);
}

MergedRun merged(const std::vector<fs::path>& outs) { return MergedRun(find_manifests(outs)); }

// "0 done /a.jpg", …
std::vector<std::string> photos_of(const MergedRun& run) {
  RecordReader records(run.manifests());
  std::vector<std::string> lines;
  const auto name = [](const auto& record) -> std::string {
    if constexpr (requires { record.photo; }) return record.photo.string();
    return "";
  };
  for (const PhotoEntry& entry : run.photos()) {
    const char* states[] = {"done", "failed", "begun"};
    lines.push_back(std::to_string(entry.at) + ' ' + states[static_cast<int>(entry.state)] + ' ' +
                    std::visit(name, records.read(entry.record)));
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("photos of all shards come in the order of the run") {
  const TemporaryFolder folder;
  write(folder / "a", Shard{2, 2},
        {run_of(Shard{2, 2}), done("/1", 1), done("/3", 3), done("/4", 4)});
  write(folder / "b", Shard{1, 2},
        {run_of(Shard{1, 2}), done("/0", 0), failed("/2", 2), done("/5", 5)});
  const MergedRun run = merged({folder / "a", folder / "b"});
  CHECK(photos_of(run) ==
        Lines{"0 done /0", "1 done /1", "2 failed /2", "3 done /3", "4 done /4", "5 done /5"});
  CHECK(run.done() == 5);
  CHECK(run.failed() == 1);
  CHECK(run.not_begun() == 0);
  CHECK_FALSE(run.is_complete());
  CHECK(run.missing_shards().empty());
  CHECK(run.unfinished_shards() == std::vector<int>{1});
}

TEST_CASE("of a photo the last record of a manifest counts, if it is of the last run") {
  const TemporaryFolder folder;
  DoneRecord other = done("/1", 1);
  other.run = id_of(conditions("0.5"));
  RunRecord other_run = run_of({});
  other_run.conditions = conditions("0.5");
  write(folder.path(), {},
        {run_of({}), failed("/0", 0), done("/1", 1), done("/2", 2), done("/3", 3), other_run, other,
         run_of({}), done("/0", 0), failed("/2", 2), done("/9", 9)});
  CHECK(photos_of(merged({folder.path()})) == Lines{"0 done /0", "2 failed /2", "3 done /3"});
}

TEST_CASE("a photo that was begun and did not end is not done") {
  const TemporaryFolder folder;
  write(folder.path(), Shard{1, 2},
        {run_of(Shard{1, 2}), BegunRecord{"", {"t.csv"}}, BegunRecord{"/0", {}}, done("/0", 0),
         BegunRecord{"/1", {}}, BegunRecord{"/2", {}}, done("/2", 2), BegunRecord{"/2", {}}});
  const MergedRun run = merged({folder.path()});
  CHECK(photos_of(run) == Lines{"0 done /0", "2 begun /2"});
  CHECK(run.begun() == 2);
  REQUIRE(run.unplaced().size() == 1);
  RecordReader records(run.manifests());
  CHECK(std::get<BegunRecord>(records.read(run.unplaced()[0].record)).photo == "/1");
  CHECK(run.of_all().size() == 1);
  CHECK(run.not_begun() == kAll - 3);
  CHECK(run.missing_shards() == std::vector<int>{2});
}

TEST_CASE("what one manifest calls done is done, whatever others say") {
  const TemporaryFolder folder;
  write(folder.path(), Shard{1, 2},
        {run_of(Shard{1, 2}), failed("/0", 0), done("/1", 1), BegunRecord{"/2", {}}});
  write(folder.path(), Shard{2, 2}, {run_of(Shard{2, 2}), done("/1", 1)});
  write(folder.path(), {}, {run_of({}), done("/0", 0), done("/1", 1), done("/2", 2)});
  const MergedRun run = merged({folder.path()});
  CHECK(photos_of(run) == Lines{"0 done /0", "1 done /1", "2 done /2"});
  CHECK(run.unplaced().empty());
  CHECK(run.done_twice() == 1);
}

TEST_CASE("manifests of different runs are refused by what is different") {
  const TemporaryFolder folder;
  write(folder.path(), Shard{1, 3}, {run_of(Shard{1, 3}), done("/0", 0)});
  RunRecord other = run_of(Shard{2, 3});
  std::string difference;
  SUBCASE("options") {
    other.conditions = conditions("0.5");
    difference = "--keep was 0.6 and is 0.5";
  }
  SUBCASE("the number of photos") {
    other.all_photos = kAll + 1;
    difference = "6 photos were listed and now 7";
  }
  SUBCASE("the number of shards") {
    other.shard = Shard{2, 4};
    difference = "it is one of 4 shards and not of 3";
  }
  SUBCASE("the photos themselves") { difference = "photo 1 of all is another one"; }
  write(folder.path(), Shard{2, 3}, {other, done("/other", 0)});
  const auto error = test::error_of([&] { static_cast<void>(merged({folder.path()})); }).value();
  CHECK(error.code() == base::ErrorCode::kArgument);
  CHECK(test::contains(error.what(), difference));
  CHECK(test::contains(error.what(), ".2-of-3.jsonl: is of another run than"));
}

TEST_CASE("damage costs no other line, and a manifest without a run counts for nothing") {
  const TemporaryFolder folder;
  test::put_text(folder / ".vitviz-manifest.1-of-2.jsonl", "{\"run\": \"x");
  CHECK(test::contains(
      test::error_of([&] { static_cast<void>(merged({folder.path()})); }).value().what(),
      "tells of no run"));
  test::put_text(folder / ".vitviz-manifest.2-of-2.jsonl",
                 line_of(run_of(Shard{2, 2})) + "garbage\n" + line_of(done("/0", 0)) + "{\"done");
  const MergedRun run = merged({folder.path()});
  CHECK(photos_of(run) == Lines{"0 done /0"});
  CHECK(run.missing_shards() == std::vector<int>{1});
}

TEST_CASE("merging ends early when it is asked to") {
  const TemporaryFolder folder;
  write(folder.path(), {}, {run_of({})});
  std::stop_source source;
  source.request_stop();
  CHECK_THROWS_AS(MergedRun(find_manifests({folder.path()}), source.get_token()), base::Stopped);
}

TEST_CASE("manifests are found shard by shard, and last that of no shard") {
  const TemporaryFolder folder;
  for (const char* name :
       {".vitviz-manifest.jsonl", ".vitviz-manifest.10-of-12.jsonl",
        ".vitviz-manifest.2-of-12.jsonl", ".vitviz-manifest.13-of-12.jsonl", ".vitviz-manifest.x",
        "vitviz-manifest.jsonl", ".vitviz-manifest.a-of-b.jsonl", ".vitviz-manifest.-of-.jsonl"}) {
    test::put_text(folder / name, "");
  }
  CHECK(find_manifests({folder.path(), folder / "."}) ==
        std::vector<fs::path>{folder / ".vitviz-manifest.2-of-12.jsonl",
                              folder / ".vitviz-manifest.10-of-12.jsonl",
                              folder / ".vitviz-manifest.jsonl"});
  CHECK(test::contains(
      test::error_of([&] { static_cast<void>(find_manifests({folder / "none"})); }).value().what(),
      "none: the folder cannot be read: No such file"));
}

}  // namespace
}  // namespace vitviz::manifest
