// SPDX-License-Identifier: Apache-2.0
// `vitviz similar` as a user calls it.
#include <filesystem>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "program/program.h"
#include "support/bytes_of.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWithCache = "export XDG_CACHE_HOME=\"$PWD/cache\"; ";

// A cat, a copy of it and a dog in the folder `photos`, and a cache of its own.
struct Album {
  Album() {
    fs::create_directory(folder / "photos");
    write_photo(folder / "photos/cat.png");
    write_photo(folder / "photos/dog.png", {.width = 40, .height = 60});
    fs::copy_file(folder / "photos/cat.png", folder / "photos/copy.png");
  }
  [[nodiscard]] ProgramResult similar(std::vector<std::string> words,
                                      const std::string& start = R"(exec "$0" "$@")") const {
    words.insert(words.begin(), {"similar", "-m", model, "-t", "1"});
    return run_program(vitviz_program(), words,
                       {.folder = folder.path(), .shell = kWithCache + start});
  }
  // The one file of the cache.
  [[nodiscard]] fs::path cache() const {
    const fs::directory_iterator files(folder / "cache/vitviz/features");
    REQUIRE(files != fs::directory_iterator());
    return files->path();
  }
  TemporaryFolder folder;
  std::string model = reference("s4_timm_augreg/model.safetensors");
};

std::string summary(int cached, int computed) {
  return "features of " + std::to_string(cached) + " photos from the cache, of " +
         std::to_string(computed) + " computed";
}

TEST_CASE("similar: a copy is the nearest, the query's own file is left out") {
  const Album album;
  const ProgramResult result = album.similar({"photos/cat.png", "photos"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  for (const char* readout : {"CLS", "the mean of the patches", "both"}) {
    CHECK(contains(result.out, std::string("nearest by ") + readout +
                                   "\n rank   cosine  photo\n    1   1.0000  photos/copy.png\n"
                                   "    2   "));
  }
  CHECK(contains(result.out, "query   photos/cat.png\nphotos  2\n"));
  CHECK_FALSE(contains(result.out, "  photos/cat.png\n    "));
  CHECK(contains(result.err, summary(0, 3)));
}

TEST_CASE("similar: JSON, for each readout as many as are asked for") {
  const Album album;
  const ProgramResult result =
      album.similar({"photos/cat.png", "photos", "photos", "--count", "1", "--json", "--quiet"});
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  const auto json = nlohmann::json::parse(result.out);
  CHECK(json["query"] == "photos/cat.png");
  CHECK(json["photos"] == 2);  // though they were given twice
  REQUIRE(json["readouts"].size() == 3);
  const char* const readouts[] = {"cls", "mean", "cls+mean"};
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(json["readouts"][i]["readout"] == readouts[i]);
    REQUIRE(json["readouts"][i]["neighbors"].size() == 1);
    CHECK(json["readouts"][i]["neighbors"][0]["photo"] == "photos/copy.png");
    CHECK(json["readouts"][i]["neighbors"][0]["cosine"].get<double>() == doctest::Approx(1));
  }
}

TEST_CASE("similar: a contact sheet") {
  const Album album;
  const std::vector<std::string> words = {"photos/cat.png", "photos", "-o", "sheets/near.png"};
  CHECK(album.similar(words).exit_code == 0);
  const fs::path sheet = album.folder / "sheets/near.png";
  REQUIRE(fs::exists(sheet));
  const std::vector<std::byte> bytes = read_bytes(sheet);
  const ProgramResult again = album.similar(words);
  CHECK(again.exit_code == 5);
  CHECK(contains(again.err, "already exists"));
  std::vector<std::string> with_force = words;
  with_force.emplace_back("--force");
  CHECK(album.similar(with_force).exit_code == 0);
  CHECK(read_bytes(sheet) == bytes);
  CHECK(album.similar({"photos/cat.png", "photos", "-o", "near.jpg"}).exit_code == 2);
  // No photo is ever replaced.
  CHECK(album.similar({"photos/cat.png", "photos", "--force", "-o", "photos/dog.png"}).exit_code ==
        5);
}

TEST_CASE("similar: the second call computes nothing but what is new or was changed") {
  const Album album;
  const ProgramResult first = album.similar({"photos/cat.png", "photos"});
  const ProgramResult second = album.similar({"photos/cat.png", "photos"});
  CHECK(contains(second.err, summary(3, 0)));
  CHECK(second.out == first.out);
  // From another folder the photos have other names.
  const ProgramResult inside = album.similar({"cat.png", "."}, R"(cd photos && exec "$0" "$@")");
  CHECK(contains(inside.err, summary(3, 0)));

  write_photo(album.folder / "photos/dog.png", {.width = 41, .height = 60});
  write_photo(album.folder / "photos/new.png", {.width = 80, .height = 60});
  CHECK(contains(album.similar({"photos/cat.png", "photos"}).err, summary(2, 2)));
  CHECK(contains(album.similar({"photos/cat.png", "photos"}).err, summary(4, 0)));
  // Another question has other answers.
  CHECK(contains(album.similar({"photos/cat.png", "photos", "--size", "64"}).err, summary(0, 4)));
  CHECK(contains(album.similar({"photos/cat.png", "photos", "--block", "0"}).err, summary(0, 4)));
  CHECK(contains(album.similar({"photos/cat.png", "photos"}).err, summary(4, 0)));
  const ProgramResult uncached = album.similar({"photos/cat.png", "photos", "--no-cache"});
  CHECK(contains(uncached.err, summary(0, 4)));
  CHECK(uncached.out == album.similar({"photos/cat.png", "photos"}).out);
}

TEST_CASE("similar: a model that was written anew is another model") {
  Album album;
  fs::copy_file(album.model, album.folder / "model.safetensors");
  album.model = "model.safetensors";
  static_cast<void>(album.similar({"photos/cat.png", "photos"}));
  CHECK(contains(album.similar({"photos/cat.png", "photos"}).err, summary(3, 0)));
  std::vector<std::byte> weights = read_bytes(album.folder / "model.safetensors");
  weights.back() ^= std::byte{1};
  write_bytes(album.folder / "model.safetensors", weights);
  CHECK(contains(album.similar({"photos/cat.png", "photos"}).err, summary(0, 3)));
}

TEST_CASE("similar: a damaged cache is told of and written anew") {
  const Album album;
  const ProgramResult first = album.similar({"photos/cat.png", "photos"});
  std::vector<std::byte> bytes = read_bytes(album.cache());
  bytes.resize(bytes.size() / 2);
  write_bytes(album.cache(), bytes);
  const ProgramResult second = album.similar({"photos/cat.png", "photos"});
  CHECK(second.exit_code == 0);
  CHECK(second.out == first.out);
  CHECK(contains(second.err, "note: "));
  CHECK(contains(second.err, "checksum does not match; it is written anew"));
  CHECK(contains(second.err, summary(0, 3)));
  CHECK(contains(album.similar({"photos/cat.png", "photos"}).err, summary(3, 0)));
}

TEST_CASE("similar: a cache that cannot be written is a note") {
  const Album album;
  write_bytes(album.folder / "cache", {});  // a file where the folder should be
  const ProgramResult result = album.similar({"photos/cat.png", "photos"});
  CHECK(result.exit_code == 0);
  CHECK(contains(result.err, "note: features are not kept: "));
  const ProgramResult homeless =
      album.similar({"photos/cat.png", "photos"}, R"(unset XDG_CACHE_HOME HOME; exec "$0" "$@")");
  CHECK(homeless.exit_code == 0);
  CHECK(homeless.out == result.out);
  CHECK(contains(homeless.err, "neither XDG_CACHE_HOME nor HOME names a folder"));
}

TEST_CASE("similar: what was computed before an interruption is kept") {
  const Album album;
  REQUIRE(mkfifo((album.folder / "pipe").c_str(), 0600) == 0);
  write_photo(album.folder / "large.png", {.width = 3000, .height = 3000});
  // The pipe is opened, and refused, when the query and the first photo are done. The large one
  // takes far longer than the signal.
  const ProgramResult stopped =
      album.similar({"photos/cat.png", "photos/dog.png", "pipe", "large.png", "photos/copy.png"},
                    R"("$0" "$@" & exec 3> pipe; kill -TERM $!; wait $!)");
  CHECK(stopped.exit_code == 128 + 15);
  CHECK(stopped.out.empty());
  CHECK(contains(album.similar({"photos/cat.png", "photos"}).err, summary(2, 1)));
}

TEST_CASE("similar: a photo that cannot be read is left out") {
  const Album album;
  write_broken_photo(album.folder / "photos/torn.png");
  const ProgramResult result = album.similar({"photos/cat.png", "photos"});
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "torn.png"));
  CHECK(contains(result.out, "photos  2, and 1 left out"));
  CHECK(contains(result.out, "1.0000  photos/copy.png"));
}

TEST_CASE("similar: a model without CLS compares by the mean alone, and says so") {
  Album album;
  album.model = reference("families/hf_siglip");
  const ProgramResult result = album.similar({"photos/cat.png", "photos"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK(contains(result.err, "note: the model has no CLS token"));
  CHECK(result.out.starts_with("nearest by the mean of the patches\n"));
  CHECK_FALSE(contains(result.out, "nearest by both"));
}

TEST_CASE("similar: what is wrong is said, and nothing is computed") {
  const Album album;
  fs::create_directory(album.folder / "empty");
  fs::create_directory(album.folder / "alone");
  fs::copy_file(album.folder / "photos/cat.png", album.folder / "alone/cat.png");
  write_broken_photo(album.folder / "torn.png");
  const auto fails = [&](std::vector<std::string> words, int code, std::string_view message) {
    const ProgramResult result = album.similar(std::move(words));
    CAPTURE(result.err);
    CHECK(contains(result.err, message));
    CHECK_FALSE(fs::exists(album.folder / "cache"));
    return result.exit_code == code && result.out.empty();
  };
  CHECK(fails({}, 2, "no photo given"));
  CHECK(fails({"photos/cat.png"}, 2, "no folder given to search in"));
  CHECK(fails({"photos/cat.png", "photos", "--count", "0"}, 2, "--count '0'"));
  CHECK(fails({"photos/cat.png", "photos", "--block", "99"}, 2, "--block 99"));
  CHECK(fails({"photos/cat.png", "empty"}, 3, "there are no photos in this folder"));
  CHECK(fails({"alone/cat.png", "alone"}, 3,
              "alone/cat.png: there is no other photo to compare it with"));
  CHECK(fails({"torn.png", "photos"}, 3, "torn.png"));
  CHECK(fails({"missing.png", "photos"}, 3, "missing.png"));
  CHECK(fails({"photos", "photos"}, 3, "photos: "));
}

TEST_CASE("the help of similar is the one that was looked at") {
  INFO(
      "after a change that is meant: build/dev/vitviz similar --help > "
      "tests/golden/similar_help.txt");
  const ProgramResult result = run_program(vitviz_program(), {"similar", "--help"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == text_of(read_bytes(fs::path(VITVIZ_GOLDEN_FOLDER) / "similar_help.txt")));
}

}  // namespace
}  // namespace vitviz::test
