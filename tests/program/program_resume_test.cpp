// SPDX-License-Identifier: Apache-2.0
// Runs of many photos that are broken off, go on, and are shared out.
#include <algorithm>
#include <fstream>
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

constexpr int kPhotos = 6;

const Words kRun = {"photos", "-o", "out", "--coco", "out/objects.json"};

TEST_CASE("a run that goes on draws what is missing, and nothing else") {
  const TemporaryFolder folder;
  write_photos(folder, kPhotos);
  CHECK(run_vitviz(folder.path(), kRun).exit_code == 0);
  const auto whole = results_in(folder / "out");

  fs::remove(folder / "out/1.mask.png");                   // lost
  std::ofstream(folder / "out/3.attention.png") << "cut";  // not whole
  fs::remove(folder / "out/objects.json");
  const ProgramResult resumed = run_vitviz(folder.path(), with(kRun, {"--resume"}));
  CHECK(resumed.exit_code == 0);
  CHECK(resumed.out ==
        "out/1.attention.png\nout/1.mask.png\nout/3.attention.png\nout/3.mask.png\n");
  CHECK(contains(resumed.err, "2 drawn, 4 done before"));
  CHECK(results_in(folder / "out") == whole);
}

TEST_CASE("a photo that has changed is drawn anew") {
  const TemporaryFolder folder;
  write_photos(folder, kPhotos);
  CHECK(run_vitviz(folder.path(), kRun).exit_code == 0);
  write_photo(folder / "photos/2.png", {.width = 100, .height = 60});
  const ProgramResult resumed = run_vitviz(folder.path(), with(kRun, {"--resume"}));
  CHECK(resumed.out == "out/2.attention.png\nout/2.mask.png\n");
}

TEST_CASE("other options are noticed and told of, and everything is drawn anew") {
  const TemporaryFolder folder;
  write_photos(folder, 2);
  CHECK(run_vitviz(folder.path(), kRun).exit_code == 0);
  const ProgramResult resumed =
      run_vitviz(folder.path(), with(kRun, {"--resume", "--keep", "0.4", "-t", "1"}));
  CHECK(resumed.exit_code == 0);
  CHECK(contains(resumed.err, "drawn anew: --keep was not given and is 0.4\n"));
  CHECK(std::count(resumed.out.begin(), resumed.out.end(), '\n') == 4);
}

TEST_CASE("a file that no run has made is not replaced by one that goes on") {
  const TemporaryFolder folder;
  write_photos(folder, 2);
  fs::create_directory(folder / "out");
  std::ofstream(folder / "out/1.mask.png") << "mine";
  const ProgramResult result = run_vitviz(folder.path(), with(kRun, {"--resume"}));
  CHECK(result.exit_code == 5);
  CHECK(contains(result.err, "out/1.mask.png: already exists"));
  CHECK(read_bytes(folder / "out/1.mask.png").size() == 4);
}

TEST_CASE("without --resume, an earlier run's results are in the way, and the error says more") {
  const TemporaryFolder folder;
  write_photos(folder, 2);
  CHECK(run_vitviz(folder.path(), kRun).exit_code == 0);
  const ProgramResult again = run_vitviz(folder.path(), {"photos", "-o", "out"});
  CHECK(again.exit_code == 5);
  CHECK(contains(again.err, "already exists"));
  CHECK(contains(again.err, "--resume"));
}

TEST_CASE("a run that is killed at any moment leaves nothing that the next cannot mend") {
  const TemporaryFolder folder;
  constexpr int kMany = 40;
  write_photos(folder, kMany);
  CHECK(run_vitviz(folder.path(), kRun).exit_code == 0);
  const auto whole = results_in(folder / "out");
  fs::remove_all(folder / "out");
  for (const char* moment : {"0.05", "0.2", "0.35", "0.6", "0.9"}) {
    static_cast<void>(run_vitviz(
        folder.path(), with(kRun, {"--resume"}),
        fmt::format(R"("$0" "$@" & child=$!; sleep {}; kill -9 $child; wait $child)", moment)));
  }
  CHECK(run_vitviz(folder.path(), with(kRun, {"--resume"})).exit_code == 0);
  CHECK(results_in(folder / "out") == whole);
}

TEST_CASE("an interrupted run says how far it came") {
  const TemporaryFolder folder;
  constexpr int kMany = 200;
  write_photos(folder, kMany);
  const ProgramResult result =
      run_vitviz(folder.path(), kRun,
                 R"("$0" "$@" & child=$!; while [ ! -e out/3.mask.png ]; do sleep 0.02; done; )"
                 R"(kill -INT $child; wait $child)");
  // A background job of a shell that is not interactive ignores SIGINT: then it is drawn to the
  // end.
  const bool is_ignored = result.exit_code == 0;
  if (!is_ignored) {
    CHECK(result.exit_code == 130);
    CHECK(contains(result.err, "not begun"));
  }
}

TEST_CASE("the photos that failed are listed, and the list is an input") {
  const TemporaryFolder folder;
  write_photos(folder, kPhotos);
  write_broken_photo(folder / "photos/2b.png");
  write_broken_photo(folder / "photos/4b.png");
  const ProgramResult result = run_vitviz(folder.path(), with(kRun, {"--failed", "bad.txt"}));
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "6 drawn, 2 failed (2 could not be read)"));
  for (const char* name : {"2b", "4b"}) {
    write_photo(folder / fmt::format("photos/{}.png", name));
  }
  const ProgramResult again =
      run_vitviz(folder.path(), {"--from-file", "bad.txt", "-o", "out", "--resume"});
  CHECK(again.exit_code == 0);
  CHECK(again.out ==
        "out/2b.attention.png\nout/2b.mask.png\n"
        "out/4b.attention.png\nout/4b.mask.png\n");
}

TEST_CASE("--on-error stop ends with the first photo that fails") {
  const TemporaryFolder folder;
  write_photos(folder, kPhotos);
  write_broken_photo(folder / "photos/2b.png");
  const ProgramResult result =
      run_vitviz(folder.path(), with(kRun, {"--on-error", "stop", "-t", "1"}));
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "3 drawn, 1 failed (1 could not be read), 3 not begun"));
  CHECK_FALSE(fs::exists(folder / "out/3.mask.png"));
  CHECK_FALSE(fs::exists(folder / "out/objects.json"));
}

TEST_CASE("shards together make what one run makes") {
  const TemporaryFolder folder;
  write_photos(folder, 12);
  CHECK(run_vitviz(folder.path(), {"photos", "-o", "whole"}).exit_code == 0);
  for (const char* shard : {"1/3", "2/3", "3/3"}) {
    CHECK(run_vitviz(folder.path(), {"photos", "-o", "out", "--shard", shard}).exit_code == 0);
  }
  CHECK(results_in(folder / "out") == results_in(folder / "whole"));
  CHECK(fs::exists(folder / "out/.vitviz-manifest.2-of-3.jsonl"));
}

TEST_CASE("a shard cannot know the range of all photos") {
  const TemporaryFolder folder;
  write_photos(folder, 2);
  const ProgramResult result =
      run_vitviz(folder.path(), {"photos", "--shard", "1/2", "--range", "share"});
  CHECK(result.exit_code == 2);
  CHECK(contains(result.err, "--range share"));
  CHECK(run_vitviz(folder.path(), {"photos", "--shard", "3/2"}).exit_code == 2);
  CHECK(run_vitviz(folder.path(), {"photos", "--shard", "slurm"}).exit_code == 2);
}

TEST_CASE("a list comes from standard input, whatever ends its paths") {
  const TemporaryFolder folder;
  write_photos(folder, 2);
  for (const char* list :
       {R"(printf 'photos/1.png\nphotos/0.png\n')", R"(printf 'photos/1.png\0photos/0.png\0')"}) {
    const ProgramResult result = run_vitviz(folder.path(), {"-", "-o", "out", "--force"},
                                            std::string(list) + R"( | "$0" "$@")");
    CHECK(result.exit_code == 0);
    CHECK(result.out ==
          "out/1.attention.png\nout/1.mask.png\nout/0.attention.png\n"
          "out/0.mask.png\n");
  }
}

TEST_CASE("--progress lines tells how far a run came, in a line of its own") {
  const TemporaryFolder folder;
  write_photos(folder, 2);
  const ProgramResult result =
      run_vitviz(folder.path(), {"photos", "-o", "out", "--progress", "lines"});
  CHECK(contains(result.err, "vitviz: photo 2/2: "));
  CHECK(contains(result.err, "1.png\n"));
}

}  // namespace
}  // namespace vitviz::test
