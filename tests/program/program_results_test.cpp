// SPDX-License-Identifier: Apache-2.0
// What the program writes, and under which names.
#include <algorithm>
#include <sstream>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "image/photo.h"
#include "program/built_in_model.h"
#include "program/program.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Names = std::vector<std::string>;

image::Size size_of(const fs::path& picture) {
  return image::read_photo(picture, image::Orientation::kStored).size();
}

TEST_CASE("a photo becomes an overlay and a mask of its own size, in the current folder") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "photos");
  write_photo(folder / "photos/cat.png");
  const ProgramResult result = run_vitviz(folder.path(), {"photos/cat.png"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == "cat.attention.png\ncat.mask.png\n");
  CHECK(result.err.empty());
  CHECK(folder.names() == Names{"cat.attention.png", "cat.mask.png", "photos"});
  CHECK(size_of(folder / "cat.attention.png") == image::Size{.width = 60, .height = 40});
  CHECK(size_of(folder / "cat.mask.png") == image::Size{.width = 60, .height = 40});
}

TEST_CASE("the default size of the model works as well") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  CHECK(run_program(vitviz_program(), {"cat.png"}, {.folder = folder.path()}).exit_code == 0);
}

TEST_CASE("each view of each block and head is a picture") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const ProgramResult heads =
      run_vitviz(folder.path(), {"cat.png", "--view", "heat", "--head", "all"});
  CHECK(heads.out == "cat.heat.head0.png\ncat.heat.head1.png\ncat.heat.head2.png\n");

  const ProgramResult all = run_vitviz(
      folder.path(), {"cat.png", "-o", "all", "--view", "mask", "--block", "all", "--head", "all"});
  CHECK(all.exit_code == 0);
  CHECK(std::count(all.out.begin(), all.out.end(), '\n') == kBlocks * kHeads);
  CHECK(fs::exists(folder / fmt::format("all/cat.mask.block{}.head2.png", kLastBlock)));
}

TEST_CASE("sheets grow with --scale, and legends stand beside maps on demand") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const auto draw = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words = {"cat.png", "--force", "--view", "heat,heads,blocks"};
    words.insert(words.end(), more.begin(), more.end());
    const ProgramResult result = run_vitviz(folder.path(), words);
    CHECK(result.out == "cat.heat.png\ncat.heads.png\ncat.blocks.png\n");
  };
  draw({});
  const image::Size heads = size_of(folder / "cat.heads.png");
  const image::Size blocks = size_of(folder / "cat.blocks.png");
  CHECK(size_of(folder / "cat.heat.png") == image::Size{.width = 60, .height = 40});

  draw({"--scale", "2", "--legend"});
  constexpr double kRounding = 0.02;
  CHECK(size_of(folder / "cat.heads.png").width ==
        doctest::Approx(2 * heads.width).epsilon(kRounding));
  CHECK(size_of(folder / "cat.blocks.png").height ==
        doctest::Approx(2 * blocks.height).epsilon(kRounding));
  CHECK(size_of(folder / "cat.heat.png").width > 60);

  draw({"--no-legend", "--range-by", "all"});
  CHECK(size_of(folder / "cat.blocks.png").width < blocks.width);
}

TEST_CASE("a folder is created, and its subfolders mirror those of the photos") {
  const TemporaryFolder folder;
  fs::create_directories(folder / "photos/a/b");
  write_photo(folder / "photos/cat.png");
  write_photo(folder / "photos/a/b/cat.png");
  const ProgramResult result =
      run_vitviz(folder.path(), {"--recursive", "photos", "-o", "x/y", "--view", "mask"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == "x/y/cat.mask.png\nx/y/a/b/cat.mask.png\n");
  CHECK(fs::exists(folder / "x/y/a/b/cat.mask.png"));
}

TEST_CASE("photos of the same stem do not overwrite each other") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  write_photo(folder / "cat.PNG", {.width = 40, .height = 60});
  const ProgramResult result = run_vitviz(folder.path(), {"cat.png", "cat.PNG", "--view", "mask"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == "cat.mask.png\ncat-2.mask.png\n");
  CHECK(size_of(folder / "cat-2.mask.png") == image::Size{.width = 40, .height = 60});
}

TEST_CASE("file names may contain anything") {
  const TemporaryFolder folder;
  const Names names = {"two words", "Übergröße", "line\nbreak", "caf\xE9", "-dash", "[x]", "%s{}"};
  for (const std::string& name : names) {
    CAPTURE(name);
    write_photo(folder / (name + ".png"));
    const ProgramResult result =
        run_vitviz(folder.path(), {"--view", "mask", "--json", "--", name + ".png"});
    CHECK(result.exit_code == 0);
    CHECK(fs::exists(folder / (name + ".mask.png")));
    CHECK(std::count(result.out.begin(), result.out.end(), '\n') == 1);
    CHECK(Json::accept(result.out));
  }
}

TEST_CASE("every line of --json is an object that names what was written") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  write_broken_photo(folder / "dog.png");
  const ProgramResult result =
      run_vitviz(folder.path(), {"--json", "cat.png", "dog.png", "--raw", "tokens"});
  CHECK(result.exit_code == 3);
  std::istringstream lines(result.out);
  std::string line;
  REQUIRE(std::getline(lines, line));
  const Json cat = Json::parse(line);
  CHECK(cat["photo"] == "cat.png");
  CHECK(cat["width"] == 60);
  CHECK(cat["height"] == 40);
  CHECK(cat["input"] == Json({{"width", 96}, {"height", 64}}));
  CHECK(cat["grid"] == Json({{"rows", kRows}, {"cols", kCols}, {"patch", 16}}));
  CHECK(cat["block"] == kBlocks - 1);
  CHECK(cat["head"] == "mean");
  REQUIRE(cat["files"].size() == 3);
  CHECK(cat["files"][1] == Json({{"view", "mask"}, {"path", "cat.mask.png"}}));
  CHECK(cat["files"][2]["shape"] == Json({kPrefix + kRows * kCols, kWidth}));
  CHECK(cat["seconds"]["total"] >= cat["seconds"]["forward"]);

  REQUIRE(std::getline(lines, line));
  const Json dog = Json::parse(line);
  CHECK(dog["photo"] == "dog.png");
  CHECK(contains(dog["error"].get<std::string>(), "dog.png"));
  CHECK_FALSE(std::getline(lines, line));
}

TEST_CASE("the numbers come in the shapes that were asked for") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const auto attention_of = [&](const Names& choice) {
    Names words = {"cat.png", "--view", "none", "--raw", "attention,tokens", "--force"};
    words.insert(words.end(), choice.begin(), choice.end());
    const ProgramResult result = run_vitviz(folder.path(), words);
    CHECK(result.exit_code == 0);
    CHECK(result.out == "cat.attention.npy\ncat.tokens.npy\n");
    return read_npy(folder / "cat.attention.npy");
  };
  CHECK(attention_of({}).shape == io::Shape{1, 1, kRows, kCols});
  CHECK(attention_of({"--head", "2"}).shape == io::Shape{1, 1, kRows, kCols});
  CHECK(attention_of({"--head", "all"}).shape == io::Shape{1, kHeads, kRows, kCols});
  const Array all = attention_of({"--block", "all", "--head", "all"});
  CHECK(all.shape == io::Shape{kBlocks, kHeads, kRows, kCols});
  for (const float value : all.values) CHECK((value > 0 && value < 1));

  const Array tokens = read_npy(folder / "cat.tokens.npy");
  CHECK(tokens.shape == io::Shape{kPrefix + kRows * kCols, kWidth});

  // One head alone is the same numbers as that head among all.
  const Array one = attention_of({"--block", "3", "--head", "1"});
  constexpr std::size_t kPatches = std::size_t{kRows} * kCols;
  constexpr std::size_t kFirst = (std::size_t{3} * kHeads + 1) * kPatches;
  for (std::size_t i = 0; i < kPatches; ++i) CHECK(one.values[i] == all.values[kFirst + i]);
}

TEST_CASE("the number of threads does not change a byte") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png", {.width = 300, .height = 200});
  const auto draw = [&](const std::string& threads) {
    const ProgramResult result =
        run_vitviz(folder.path(), {"cat.png", "-o", threads, "-t", threads, "--size", "160",
                                   "--view", "overlay,heat,mask", "--raw", "attention,tokens"});
    CHECK(result.exit_code == 0);
  };
  draw("1");
  draw("2");
  for (const char* name : {"cat.attention.png", "cat.heat.png", "cat.mask.png", "cat.attention.npy",
                           "cat.tokens.npy"}) {
    CAPTURE(name);
    CHECK(read_bytes(folder / "1" / name) == read_bytes(folder / "2" / name));
  }
}

TEST_CASE("the program works alone in another folder") {
  const TemporaryFolder folder;
  fs::copy_file(vitviz_program(), folder / "vitviz");
  write_photo(folder / "cat.png");
  const ProgramResult result =
      run_program(folder / "vitviz", {"cat.png", "--size", "64"}, {.folder = folder.path()});
  CHECK(result.exit_code == 0);
  CHECK(fs::exists(folder / "cat.mask.png"));
}

}  // namespace
}  // namespace vitviz::test
