// SPDX-License-Identifier: Apache-2.0
// Photos in archives, drawn and counted like those in folders.
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "program/program.h"
#include "support/archive_bytes.h"
#include "support/bytes_of.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;
using Results = std::map<std::string, std::vector<std::byte>>;
using Words = std::vector<std::string>;

// The results in a folder: all files but the account of what is done.
Results results_in(const fs::path& folder) {
  Results results;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().lexically_relative(folder).string();
    if (entry.is_regular_file() && !entry.path().filename().string().starts_with(".")) {
      results[name] = read_bytes(entry.path());
    }
  }
  return results;
}

// A folder "shard" of a WebDataset's files, and the same in archives beside it.
struct Shards {
  Shards() {
    fs::create_directories(folder / "shard/a");
    write_photo(folder / "shard/0001.png");
    write_photo(folder / "shard/a/0002.png", {.width = 44, .height = 60});
    put_text(folder / "shard/0001.cls", "7");
    put_text(folder / "shard/0001.json", "{}");
    write_tar_of(folder / "shard", folder / "shard.tar");
  }
  void write_zip_of(const std::string& name, bool deflated) const {
    std::vector<std::pair<std::string, std::string>> members;
    for (const char* member : {"0001.png", "a/0002.png", "0001.cls"}) {
      members.emplace_back(member, text_of(read_bytes(folder / "shard" / member)));
    }
    write_zip(folder / name, members, deflated);
  }
  [[nodiscard]] ProgramResult run(const Words& words) const {
    return run_vitviz(folder.path(), words);
  }
  TemporaryFolder folder;
};

TEST_CASE("photos in archives give the results of the same files in a folder") {
  const Shards shards;
  REQUIRE(shards.run({"--recursive", "shard", "-o", "files/shard", "--raw", "map"}).exit_code == 0);
  const Results files = results_in(shards.folder / "files");
  CHECK(files.size() == 6);
  for (const char* kind : {"stored", "deflated"}) fs::create_directory(shards.folder / kind);
  shards.write_zip_of("stored/shard.zip", /*deflated=*/false);
  shards.write_zip_of("deflated/shard.zip", /*deflated=*/true);
  for (const std::string archive : {"shard.tar", "stored/shard.zip", "deflated/shard.zip"}) {
    CAPTURE(archive);
    const ProgramResult result = shards.run({archive, "-o", "out", "--raw", "map", "--force"});
    CHECK(result.exit_code == 0);
    CHECK(results_in(shards.folder / "out") == files);
  }
}

TEST_CASE("a member is named like a file, and may be given like one") {
  const Shards shards;
  ProgramResult result = shards.run({"shard.tar/a/0002.png"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == "0002.attention.png\n0002.mask.png\n");
  put_text(shards.folder / "list", "shard.tar/0001.png\nshard.tar/missing.png\n");
  result = run_vitviz(shards.folder.path(), {"-", "-o", "out"}, R"(exec "$0" "$@" < list)");
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "shard.tar/missing.png: the archive has no such member"));
  CHECK(results_in(shards.folder / "out").contains("0001.mask.png"));
}

TEST_CASE("a run over archives goes on where it ended") {
  const Shards shards;
  const Words run = {"shard.tar", "-o", "out"};
  REQUIRE(shards.run(run).exit_code == 0);
  const Results whole = results_in(shards.folder / "out");
  fs::remove(shards.folder / "out/shard/0001.mask.png");
  ProgramResult resumed = shards.run({"shard.tar", "-o", "out", "--resume"});
  CHECK(resumed.exit_code == 0);
  CHECK(contains(resumed.err, "1 drawn, 1 done before"));
  CHECK(results_in(shards.folder / "out") == whole);

  write_photo(shards.folder / "shard/0001.png", {.width = 80, .height = 60});
  write_tar_of(shards.folder / "shard", shards.folder / "shard.tar");
  resumed = shards.run({"shard.tar", "-o", "out", "--resume"});
  CHECK(std::count(resumed.out.begin(), resumed.out.end(), '\n') == 4);
}

TEST_CASE("shards take whole archives, and together draw what one run draws") {
  const Shards shards;
  Words archives;
  for (int i = 0; i < 6; ++i) {
    archives.push_back(
        fmt::format("{}/shard.tar", i % 3 == 0 ? std::string("x") : std::to_string(i)));
    fs::create_directory(shards.folder / fs::path(archives.back()).parent_path());
    fs::copy_file(shards.folder / "shard.tar", shards.folder / archives.back(),
                  fs::copy_options::overwrite_existing);
  }
  const auto with = [&](const Words& more) {
    Words words = archives;
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  REQUIRE(shards.run(with({"-o", "one"})).exit_code == 0);
  for (const char* shard : {"1/2", "2/2"}) {
    CHECK(shards.run(with({"-o", "two", "--shard", shard})).exit_code == 0);
  }
  CHECK(results_in(shards.folder / "two") == results_in(shards.folder / "one"));
  CHECK(results_in(shards.folder / "one").size() == 24);
}

TEST_CASE("a broken archive is drawn up to where it breaks off") {
  const Shards shards;
  auto bytes = read_bytes(shards.folder / "shard.tar");
  bytes.resize(bytes.size() - 1500);
  write_bytes(shards.folder / "cut.tar", bytes);
  const ProgramResult result = shards.run({"cut.tar", "-o", "out"});
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "cut.tar: the archive is damaged: a/0002.png of "));
  CHECK(results_in(shards.folder / "out").contains("cut/0001.mask.png"));
}

TEST_CASE("no result takes the place of an archive") {
  const Shards shards;
  fs::copy_file(shards.folder / "shard.tar", shards.folder / "0001.mask.png");
  const ProgramResult result =
      shards.run({"0001.mask.png/0001.png", "-o", ".", "--view", "mask", "--force"});
  CHECK(result.exit_code == 5);
  CHECK(read_bytes(shards.folder / "0001.mask.png") == read_bytes(shards.folder / "shard.tar"));
}

TEST_CASE("packed archives are named for what they are") {
  const Shards shards;
  put_text(shards.folder / "shard.tar.gz", "\x1F\x8B\x08 packed");
  const ProgramResult result = shards.run({"shard.tar.gz"});
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "shard.tar.gz: this is a gzip archive"));
  CHECK(contains(result.err, "unpack it, or pack them as a plain .tar"));
}

TEST_CASE("embed and similar take photos in archives") {
  const Shards shards;
  const auto run = [&](const Words& words) {
    return run_program(vitviz_program(), words, {.folder = shards.folder.path()});
  };
  CHECK(run({"embed", "shard.tar", "--size", "64", "-o", "f.csv"}).exit_code == 0);
  CHECK(run({"embed", "--recursive", "shard", "--size", "64", "-o", "g.csv"}).exit_code == 0);
  const auto without_names = [&](const char* file) {
    std::string text = text_of(read_bytes(shards.folder / file));
    for (std::size_t at = text.find("shard"); at != std::string::npos; at = text.find("shard")) {
      text.erase(at, text.find(',', at) - at);
    }
    return text;
  };
  CHECK(contains(text_of(read_bytes(shards.folder / "f.csv")), "shard.tar/a/0002.png,"));
  CHECK(without_names("f.csv") == without_names("g.csv"));
  const ProgramResult similar =
      run({"similar", "--no-cache", "--size", "64", "shard/0001.png", "shard.tar"});
  CHECK(similar.exit_code == 0);
  CHECK(contains(similar.out, "shard.tar/0001.png"));
}

}  // namespace
}  // namespace vitviz::test
