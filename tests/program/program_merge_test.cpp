// SPDX-License-Identifier: Apache-2.0
// Runs that are shared out, and joined again.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "program/photo_folder.h"
#include "program/program.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr int kPhotos = 12;  // of which each of three shards has some
const Words kFiles = {"--table", "t.csv", "--coco", "objects.json"};

ProgramResult draw(const TemporaryFolder& folder, const std::string& out, const Words& more) {
  return run_vitviz(folder.path(), with(with({"photos", "-o", out}, kFiles), more));
}

ProgramResult merge(const TemporaryFolder& folder, const Words& words) {
  return run_program(vitviz_program(), with({"merge"}, words), {.folder = folder.path()});
}

// Draws everything at once, and moves the files of all photos to whole.csv and whole.json.
void draw_whole(const TemporaryFolder& folder) {
  REQUIRE(draw(folder, "whole", {}).exit_code <= 3);
  fs::rename(folder / "t.csv", folder / "whole.csv");
  fs::rename(folder / "objects.json", folder / "whole.json");
}

void check_files_are_whole(const TemporaryFolder& folder) {
  CHECK(without_times(text_in(folder / "t.csv")) == without_times(text_in(folder / "whole.csv")));
  CHECK(text_in(folder / "objects.json") == text_in(folder / "whole.json"));
}

void draw_shards(const TemporaryFolder& folder, const std::string& out,
                 const std::vector<int>& shards) {
  for (const int shard : shards) {
    const int code = draw(folder, out, {"--shard", fmt::format("{}/3", shard)}).exit_code;
    CHECK((code == 0 || code == 3));
  }
}

TEST_CASE("the shards of one folder make together what one run makes") {
  const TemporaryFolder folder;
  write_photos(folder, kPhotos);
  draw_whole(folder);
  draw_shards(folder, "out", {1, 2, 3});
  CHECK(fs::exists(folder / "t.2-of-3.csv"));
  const ProgramResult merged = merge(folder, with({"out"}, kFiles));
  CHECK(merged.exit_code == 0);
  CHECK(merged.out == "t.csv\nobjects.json\nout/.vitviz-manifest.jsonl\n");
  CHECK(merged.err == "vitviz: all 12 photos are done\n");
  check_files_are_whole(folder);

  // A run without shards goes on from there.
  fs::remove(folder / "out/7.mask.png");
  const ProgramResult resumed = draw(folder, "out", {"--resume"});
  CHECK(resumed.exit_code == 0);
  CHECK(resumed.out == "out/7.attention.png\nout/7.mask.png\n");
  CHECK(results_in(folder / "out") == results_in(folder / "whole"));
  check_files_are_whole(folder);
}

TEST_CASE("shards with folders of their own are joined in the first") {
  const TemporaryFolder folder;
  write_photos(folder, kPhotos);
  draw_whole(folder);
  for (const int shard : {1, 2, 3}) {
    draw_shards(folder, fmt::format("out{}", shard), {shard});
  }
  const ProgramResult merged = merge(folder, with({"out2", "out1", "out3"}, kFiles));
  CHECK(merged.exit_code == 0);
  CHECK(contains(merged.out, "out2/.vitviz-manifest.jsonl\n"));
  check_files_are_whole(folder);
  const ProgramResult resumed = draw(folder, "out2", {"--resume"});
  CHECK(resumed.exit_code == 0);
  CHECK(resumed.out.empty());  // all is done, wherever it lies
  CHECK(contains(resumed.err, "12 done before"));
}

TEST_CASE("a shard that has not run is told of, and the others' files are written") {
  const TemporaryFolder folder;
  write_photos(folder, kPhotos);
  draw_whole(folder);
  draw_shards(folder, "out", {1, 3});
  const ProgramResult merged = merge(folder, with({"out"}, kFiles));
  CHECK(merged.exit_code == 3);
  CHECK(contains(merged.err, " of 12 photos are done: "));
  CHECK(contains(merged.err, " not begun\n"));
  CHECK(contains(merged.err, "vitviz: shard 2 of 3 has not run\n"));
  const std::string table = text_in(folder / "t.csv");
  const auto rows = std::count(table.begin(), table.end(), '\n');
  CHECK(rows > 1);
  CHECK(rows < kPhotos + 1);

  SUBCASE("once it has, all is merged anew, with --force") {
    draw_shards(folder, "out", {2});
    const ProgramResult refused = merge(folder, with({"out"}, kFiles));
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, ".vitviz-manifest.jsonl: already exists"));
    CHECK(merge(folder, with({"out", "--force"}, kFiles)).exit_code == 0);
  }
  SUBCASE("or a run without shards draws the rest") {
    CHECK(draw(folder, "out", {"--resume"}).exit_code == 0);
  }
  check_files_are_whole(folder);
}

TEST_CASE("shards with other options are refused, and nothing is written") {
  const TemporaryFolder folder;
  write_photos(folder, kPhotos);
  draw_shards(folder, "out", {1, 2});
  CHECK(draw(folder, "out", {"--shard", "3/3", "--keep", "0.4"}).exit_code == 0);
  const ProgramResult merged = merge(folder, with({"out", "--force"}, kFiles));
  CHECK(merged.exit_code == 2);
  CHECK(contains(merged.err,
                 "out/.vitviz-manifest.3-of-3.jsonl: is of another run than "
                 "out/.vitviz-manifest.1-of-3.jsonl: --keep was not given and is 0.4"));
  CHECK_FALSE(fs::exists(folder / "t.csv"));
  CHECK_FALSE(fs::exists(folder / "out/.vitviz-manifest.jsonl"));
}

TEST_CASE("shards of other counts, or of other photos, are refused") {
  const TemporaryFolder folder;
  write_photos(folder, kPhotos);
  draw_shards(folder, "out", {1, 2});
  CHECK(draw(folder, "other", {"--shard", "4/4"}).exit_code == 0);
  CHECK(contains(merge(folder, {"out", "other"}).err, "it is one of 4 shards and not of 3"));
  write_photo(folder / "photos/later.png");
  draw_shards(folder, "out", {3});
  const ProgramResult merged = merge(folder, {"out"});
  CHECK(merged.exit_code == 2);
  CHECK(contains(merged.err, "12 photos were listed and now 13"));
}

TEST_CASE("a broken photo is named, and listed for another try") {
  const TemporaryFolder folder;
  write_photos(folder, kPhotos);
  write_broken_photo(folder / "photos/5b.png");
  draw_whole(folder);
  draw_shards(folder, "out", {1, 2, 3});
  const ProgramResult merged = merge(folder, with({"out", "--failed", "bad.txt"}, kFiles));
  CHECK(merged.exit_code == 3);
  CHECK(contains(merged.err, "12 of 13 photos are done: 1 failed\n"));
  const std::string broken = (folder / "photos/5b.png").string();
  CHECK(contains(merged.err, "vitviz: failed: " + broken + ": "));
  CHECK(text_in(folder / "bad.txt") == broken + "\n");
  CHECK(contains(merged.out, "bad.txt\n"));
  check_files_are_whole(folder);
}

TEST_CASE("a shard that was killed is merged as far as it came, and again once it has gone on") {
  const TemporaryFolder folder;
  constexpr int kMany = 36;
  write_photos(folder, kMany);
  draw_whole(folder);
  draw_shards(folder, "out", {1, 2});
  const Words third = with(with({"photos", "-o", "out", "--shard", "3/3"}, kFiles), {"-t", "1"});
  static_cast<void>(run_vitviz(
      folder.path(), third,
      R"("$0" "$@" & child=$!; while ! grep -q '^{"begun":"/' out/.vitviz-manifest.3-of-3.jsonl; )"
      R"(do sleep 0.01; done; kill -9 $child; wait $child)"));
  const ProgramResult broken_off = merge(folder, with({"out"}, kFiles));
  CHECK(broken_off.exit_code == 3);
  CHECK(contains(broken_off.err, "shard 3 of 3 is not finished"));
  CHECK(contains(broken_off.err, "begun and not finished"));
  CHECK(run_vitviz(folder.path(), with(third, {"--resume"})).exit_code == 0);
  CHECK(merge(folder, with({"out", "--force"}, kFiles)).exit_code == 0);
  check_files_are_whole(folder);
  CHECK(results_in(folder / "out") == results_in(folder / "whole"));
}

TEST_CASE("more shards than files may be open at once are merged as well") {
  const TemporaryFolder folder;
  write_photos(folder, kPhotos);
  draw_whole(folder);
  constexpr int kShards = 20;
  for (int shard = 1; shard <= kShards; ++shard) {
    CHECK(draw(folder, "out", {"--shard", fmt::format("{}/{}", shard, kShards)}).exit_code == 0);
  }
  const ProgramResult merged =
      run_program(vitviz_program(), with({"merge", "out"}, kFiles),
                  {.folder = folder.path(), .shell = R"(ulimit -n 12; exec "$0" "$@")"});
  CHECK(merged.exit_code == 0);
  check_files_are_whole(folder);
}

TEST_CASE("the table of a run that was not shared out is written again, and nothing is joined") {
  const TemporaryFolder folder;
  write_photos(folder, 3);
  draw_whole(folder);
  const ProgramResult merged = merge(folder, with({"whole"}, kFiles));
  CHECK(merged.exit_code == 0);
  CHECK(merged.out == "t.csv\nobjects.json\n");
  check_files_are_whole(folder);
}

TEST_CASE("the help of merge is the one that was looked at") {
  INFO("after a change that is meant: build/dev/vitviz merge --help > tests/golden/merge_help.txt");
  const ProgramResult result = run_program(vitviz_program(), {"merge", "--help"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == text_in(fs::path(VITVIZ_GOLDEN_FOLDER) / "merge_help.txt"));
}

TEST_CASE("what cannot be merged is told of") {
  const TemporaryFolder folder;
  write_photos(folder, 3);
  CHECK(merge(folder, {}).exit_code == 2);
  CHECK(contains(merge(folder, {"photos"}).err,
                 "photos: no run of many photos has left its account here"));
  CHECK(merge(folder, {"nowhere"}).exit_code == 3);
  CHECK(run_vitviz(folder.path(), {"photos", "-o", "out"}).exit_code == 0);
  const ProgramResult without = merge(folder, {"out", "--table", "t.csv"});
  CHECK(without.exit_code == 2);
  CHECK(contains(without.err, "--table t.csv: the photos were drawn without it"));
}

}  // namespace
}  // namespace vitviz::test
