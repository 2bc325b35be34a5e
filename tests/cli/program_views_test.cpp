// SPDX-License-Identifier: Apache-2.0
// The views of one object, as the program writes them.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "cli/program.h"
#include "image/photo.h"
#include "support/temporary_folder.h"

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
