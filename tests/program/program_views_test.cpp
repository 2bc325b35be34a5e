// SPDX-License-Identifier: Apache-2.0
// The views of one object, as the program writes them.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "image/crop.h"
#include "image/photo.h"
#include "image/png_file.h"
#include "program/built_in_model.h"
#include "program/program.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;

image::RgbImage read(const fs::path& picture) {
  return image::read_photo(picture, image::Orientation::kStored);
}

bool same_pixels(const image::RgbImage& a, const image::RgbImage& b) {
  return a.size() == b.size() && std::equal(a.bytes().begin(), a.bytes().end(), b.bytes().begin());
}

TEST_CASE("every view is a picture of the photo's size, also when guided") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const std::vector<std::string> all = {"cat.png", "--view", "outline,cutout,colors,pca"};
  CHECK(run_vitviz(folder.path(), all).out ==
        "cat.outline.png\ncat.cutout.png\ncat.colors.png\ncat.pca.png\n");
  std::vector<std::string> guided = all;
  guided.insert(guided.end(), {"--guided", "--foreground", "-o", "guided"});
  CHECK(run_vitviz(folder.path(), guided).exit_code == 0);
  for (const char* view : {"outline", "cutout", "colors", "pca"}) {
    const std::string name = std::string("cat.") + view + ".png";
    CHECK(read(folder / name).size() == image::Size{.width = 60, .height = 40});
    CHECK(read(folder / ("guided/" + name)).size() == image::Size{.width = 60, .height = 40});
  }
}

TEST_CASE("a sheet of masks is one of each map, whatever is chosen for any of the methods") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const auto result = run_vitviz(
      folder.path(), {"cat.png", "--view", "masks", "--head", "all", "--query", "5,5",
                      "--threshold", "0.2", "--keep", "0.5", "--features", "v", "--objects", "2"});
  CHECK(result.exit_code == 0);
  CHECK(result.out ==
        "cat.masks.head0.query1.png\ncat.masks.head1.query1.png\ncat.masks.head2.query1.png\n");
  const auto json = run_vitviz(folder.path(), {"cat.png", "--view", "masks,mask", "--json"});
  CHECK(contains(json.out, R"("mask":{"method":"learned")"));
  CHECK(contains(json.out, R"({"view":"masks","path":"cat.masks.png"})"));
}

TEST_CASE("with --block all, each block has its own colours of heads, with queries, pca is one") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const auto result = run_vitviz(
      folder.path(), {"cat.png", "--view", "colors,pca", "--block", "all", "--query", "5,5,50,30"});
  CHECK(result.exit_code == 0);
  for (int block = 0; block < kBlocks; ++block) {
    CHECK(contains(result.out, fmt::format("cat.colors.block{:02}.query2.png", block)));
  }
  CHECK(contains(result.out, "cat.pca.png"));
  CHECK(std::count(result.out.begin(), result.out.end(), '\n') == 2 * kBlocks + 1);
  CHECK_FALSE(
      same_pixels(read(folder / "cat.colors.block00.query1.png"),
                  read(folder / fmt::format("cat.colors.block{:02}.query1.png", kLastBlock))));
}

TEST_CASE("a part of a photo is drawn as if it were all of it") {
  const TemporaryFolder folder;
  const image::RgbImage photo = [&] {
    write_photo(folder / "cat.png", {.width = 90, .height = 60});
    return read(folder / "cat.png");
  }();
  base::ThreadPool threads(1);
  const image::RgbImage part = image::cut(photo, {{20, 5}, {60, 41}});
  const auto bytes = image::encode_png(part, threads);
  std::ofstream(folder / "part.png", std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes));

  const std::vector<std::string> views = {"--view", "overlay,mask,heads,pca,cutout", "--json"};
  const auto run = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), views.begin(), views.end());
    return run_vitviz(folder.path(), arguments);
  };
  const auto cropped = run({"cat.png", "--crop", "20,5,60,41"});
  CHECK(cropped.exit_code == 0);
  CHECK(contains(cropped.out, R"("crop":{"x":20,"y":5,"width":60,"height":41})"));
  CHECK(run({"part.png"}).exit_code == 0);
  for (const char* view : {"attention", "mask", "heads", "pca", "cutout"}) {
    CAPTURE(view);
    const auto name = [&](const char* stem) { return std::string(stem) + "." + view + ".png"; };
    CHECK(same_pixels(read(folder / name("cat")), read(folder / name("part"))));
  }

  const auto beyond = run({"cat.png", "--crop", "50,0,41,10", "-o", "beyond"});
  CHECK(beyond.exit_code == 3);
  CHECK(contains(beyond.err, "--crop 50,0,41,10 reaches beyond the photo, 90 pixels wide"));
}

TEST_CASE("a cutout's file has four channels") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  CHECK(run_vitviz(folder.path(), {"cat.png", "--view", "cutout"}).exit_code == 0);
  const auto bytes = read_bytes(folder / "cat.cutout.png");
  CHECK(static_cast<int>(bytes.at(25)) == 6);  // the colour type of IHDR: RGB with opacity
}

TEST_CASE("photos of one call have the colours of pca in common") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  write_photo(folder / "dog.png");
  write_photo(folder / "large.png", {.width = 90, .height = 60});
  CHECK(run_vitviz(folder.path(), {"cat.png", "large.png", "dog.png", "--view", "pca"}).exit_code ==
        0);
  CHECK(same_pixels(read(folder / "cat.pca.png"), read(folder / "dog.pca.png")));

  // By itself, a photo has its own.
  CHECK(run_vitviz(folder.path(), {"cat.png", "--view", "pca", "-o", "own"}).exit_code == 0);
  CHECK_FALSE(same_pixels(read(folder / "cat.pca.png"), read(folder / "own/cat.pca.png")));
}

TEST_CASE("a photo that cannot be read does not keep the others from having colours in common") {
  const TemporaryFolder folder;
  write_broken_photo(folder / "broken.png");
  write_photo(folder / "cat.png");
  const ProgramResult result =
      run_vitviz(folder.path(), {"broken.png", "cat.png", "--view", "pca"});
  CHECK(result.exit_code == 3);
  CHECK(result.out == "cat.pca.png\n");
}

}  // namespace
}  // namespace vitviz::test
