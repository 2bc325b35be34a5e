// SPDX-License-Identifier: Apache-2.0
// `vitviz embed` as a user calls it.
#include <algorithm>
#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "program/program.h"
#include "support/bytes_of.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

const std::string kModel = reference("s4_timm_augreg/model.safetensors");

struct Album {
  Album() {
    write_photo(folder / "cat.png");
    write_photo(folder / "dog.png", {.width = 40, .height = 60});
    write_broken_photo(folder / "torn.png");
  }
  [[nodiscard]] ProgramResult embed(std::vector<std::string> words,
                                    const std::string& model = kModel) const {
    words.insert(words.begin(), {"embed", "-m", model});
    return run_program(vitviz_program(), words, {.folder = folder.path()});
  }
  TemporaryFolder folder;
};

TEST_CASE("embed: a row for each photo that can be read") {
  const Album album;
  const ProgramResult result = album.embed({"."});
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "torn.png"));
  CHECK(contains(result.err, "features are what the model's classifier reads"));
  CHECK(result.out == "features.npy\nfeatures.rows.csv\n");
  CHECK(read_npy(album.folder / "features.npy").shape[0] == 2);
  CHECK(text_of(read_bytes(album.folder / "features.rows.csv")) == "photo\n./cat.png\n./dog.png\n");
}

TEST_CASE("embed: nothing is overwritten, and no file is left where no photo was read") {
  const Album album;
  CHECK(album.embed({"cat.png", "-o", "f.csv", "--quiet"}).err.empty());
  CHECK(album.embed({"cat.png", "-o", "f.csv"}).exit_code == 5);
  CHECK(album.embed({"cat.png", "-o", "f.csv", "--force"}).exit_code == 0);
  CHECK(album.embed({"torn.png", "-o", "g.csv"}).exit_code == 3);
  CHECK(!std::filesystem::exists(album.folder / "g.csv"));
  CHECK(album.embed({"cat.png", "-o", "g.txt"}).exit_code == 2);
  CHECK(album.embed({"cat.png", "--readout", "registers"}).exit_code == 2);
}

TEST_CASE("embed: a run that was broken off goes on with what it has left") {
  const Album album;
  const std::vector<std::string> words = {"cat.png", "dog.png", "-o", "f.csv"};
  CHECK(album.embed(words).exit_code == 0);
  const auto whole = read_bytes(album.folder / "f.csv");

  // Killed as soon as it has left something.
  constexpr int kMany = 300;
  for (int i = 0; i < kMany; ++i) {
    std::filesystem::copy_file(album.folder / "cat.png",
                               album.folder / ("many" + std::to_string(1000 + i) + ".png"));
  }
  const std::vector<std::string> many = {"embed", "-m", kModel, "many1*.png", "-o", "many.csv"};
  CHECK(run_program(vitviz_program(), many, {.folder = album.folder.path()}).exit_code == 0);
  const auto undisturbed = read_bytes(album.folder / "many.csv");
  const std::filesystem::path left = album.folder / "many.csv.unfinished";
  CHECK_FALSE(std::filesystem::exists(left));
  std::filesystem::remove(album.folder / "many.csv");
  static_cast<void>(run_program(
      vitviz_program(), many,
      {.folder = album.folder.path(),
       .shell = R"("$0" "$@" & child=$!; while [ ! -s many.csv.unfinished ]; do sleep 0.01; done; )"
                R"(sleep 0.05; kill -9 $child; wait $child)"}));
  CHECK(std::filesystem::exists(left));
  CHECK(album.embed({"many1*.png", "-o", "many.csv", "--resume"}).exit_code == 0);
  CHECK(read_bytes(album.folder / "many.csv") == undisturbed);
  CHECK_FALSE(std::filesystem::exists(left));
}

TEST_CASE("embed: shards have the rows of their photos, and files of their own") {
  const Album album;
  std::size_t rows = 0;
  for (const char* shard : {"1/2", "2/2"}) {
    const ProgramResult result =
        album.embed({"cat.png", "dog.png", "-o", "f.jsonl", "--shard", shard});
    CHECK(result.exit_code == 0);
    const std::string name = std::string("f.") + shard[0] + "-of-2.jsonl";
    if (!std::filesystem::exists(album.folder / name)) continue;
    const std::string text = text_of(read_bytes(album.folder / name));
    rows += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  }
  CHECK(rows == 2);
}

TEST_CASE("embed: a file that is no unfinished run is left alone") {
  const Album album;
  put_text(album.folder / "f.csv.unfinished", "mine");
  const ProgramResult result = album.embed({"cat.png", "-o", "f.csv"});
  CHECK(result.exit_code == 5);
  CHECK(contains(result.err, "f.csv.unfinished"));
  CHECK(read_bytes(album.folder / "f.csv.unfinished").size() == 4);
}

TEST_CASE("embed: the vector of a pooling head, which is what its model gives by itself") {
  const Album album;
  const std::string siglip = reference("families/hf_siglip");
  const ProgramResult own = album.embed({"cat.png", "-o", "own.npy"}, siglip);
  CHECK(contains(own.err, "features are what the model's pooling head makes of the patches"));
  CHECK(album.embed({"cat.png", "-o", "pool.npy", "--readout", "pool"}, siglip).exit_code == 0);
  CHECK(read_npy(album.folder / "own.npy").values == read_npy(album.folder / "pool.npy").values);

  const ProgramResult refused =
      album.embed({"cat.png", "--ignore", "head.mlp.fc2.bias", "-o", "less.npy"}, siglip);
  CHECK(refused.exit_code == 2);
  CHECK(contains(refused.err, "'head.mlp.fc2.bias' is missing"));
  CHECK(!std::filesystem::exists(album.folder / "less.npy"));
  const ProgramResult none = album.embed({"cat.png", "--readout", "pool"});
  CHECK(none.exit_code == 2);
  CHECK(contains(none.err, "the model has no pooling head"));
}

TEST_CASE("embed: CLS through CLIP's projection") {
  const Album album;
  const std::string clip = reference("features/hf_clip_projection");
  const ProgramResult result =
      album.embed({"cat.png", "--project", "--normalize", "-o", "f.npy"}, clip);
  CHECK(result.exit_code == 0);
  CHECK(contains(result.err, "projected to the 10 numbers of the space"));
  CHECK(read_npy(album.folder / "f.npy").shape[1] == 10);
  CHECK(album.embed({"cat.png", "--project", "--readout", "mean"}, clip).exit_code == 2);
  const ProgramResult none = album.embed({"cat.png", "--project"});
  CHECK(none.exit_code == 2);
  CHECK(contains(none.err, "--project: the model has no projection"));
}

TEST_CASE("the help of embed is the one that was looked at") {
  INFO("after a change that is meant: build/dev/vitviz embed --help > tests/golden/embed_help.txt");
  const ProgramResult result = run_program(vitviz_program(), {"embed", "--help"});
  CHECK(result.exit_code == 0);
  CHECK(result.out ==
        text_of(read_bytes(std::filesystem::path(VITVIZ_GOLDEN_FOLDER) / "embed_help.txt")));
}

}  // namespace
}  // namespace vitviz::test
