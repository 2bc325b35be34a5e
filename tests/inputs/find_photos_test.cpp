// SPDX-License-Identifier: Apache-2.0
#include "inputs/find_photos.h"

#include <fstream>
#include <string>

#include <doctest/doctest.h>

#include "inputs/own_result.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::inputs {
namespace {

namespace fs = std::filesystem;

constexpr Search kBelow{.depth = Depth::kEverythingBelow};

void touch(const fs::path& path) {
  fs::create_directories(path.parent_path());
  test::write_bytes(path, {});
}

// The paths of `inputs` as seen from `folder`.
std::vector<std::string> names(const std::vector<Input>& inputs, const fs::path& folder) {
  std::vector<std::string> names;
  for (const Input& input : inputs) {
    CHECK_FALSE(input.error);
    names.push_back(input.path.lexically_relative(folder).string());
  }
  return names;
}

TEST_CASE("a file is taken as it is named, whatever it is") {
  const auto inputs = find_photos({"missing.jpg", "notes.txt", "cat.mask.png"}, {});
  REQUIRE(inputs.size() == 3);
  CHECK(inputs[0].path == "missing.jpg");
  CHECK(inputs[2].path == "cat.mask.png");
  CHECK_FALSE(inputs[0].error);
}

TEST_CASE("a folder stands for its photos, sorted by name") {
  const test::TemporaryFolder folder;
  for (const char* name : {"b.JPG", "a.jpeg", "c.png", "d.WebP", "e.tif", "f.Tiff", "g.bmp",
                           "notes.txt", "jpg", ".hidden.jpg", "sub/deep.jpg", "z.jpg/inside.txt"}) {
    touch(folder / name);
  }
  CHECK(names(find_photos({folder.path()}, {}), folder.path()) ==
        std::vector<std::string>{"a.jpeg", "b.JPG", "c.png", "d.WebP", "e.tif", "f.Tiff", "g.bmp"});
}

TEST_CASE("our own results are not drawn again") {
  for (const char* name :
       {"cat.attention.png", "cat.heat.png", "cat.mask.png", "cat.attention.block03.png",
        "cat.heat.head2.png", "cat.mask.block03.head2.png", "a.b.mask.png", "cat.outline.png",
        "cat.cutout.png", "cat.colors.png", "cat.pca.png", "cat.rollout.png", "cat.norm.heat.png",
        "cat.similarity.query2.png", "cat.mask.block1.head2.query03.png"}) {
    CAPTURE(name);
    CHECK(is_own_result(name));
  }
  for (const char* name : {"cat.png", "mask.png", "cat.mask.jpg", "cat.mask.head.png",
                           "cat.mask.head2.block3.png", "cat.mask.png.png", "catXmask.png"}) {
    CAPTURE(name);
    CHECK_FALSE(is_own_result(name));
  }
  CHECK(is_own_result(std::string(250, 'x') + ".mask.png"));
}

TEST_CASE("with everything below, subfolders follow and are remembered") {
  const test::TemporaryFolder folder;
  for (const char* name : {"z.jpg", "a/1.jpg", "a/b/2.jpg", "c/notes.txt", ".git/3.jpg"}) {
    touch(folder / name);
  }
  const auto inputs = find_photos({folder.path()}, kBelow);
  CHECK(names(inputs, folder.path()) == std::vector<std::string>{"z.jpg", "a/1.jpg", "a/b/2.jpg"});
  CHECK(inputs[0].subfolder == "");
  CHECK(inputs[1].subfolder == "a");
  CHECK(inputs[2].subfolder == "a/b");
}

TEST_CASE("links: a photo's is followed, a folder's is not, a broken one is kept to be reported") {
  const test::TemporaryFolder folder;
  touch(folder / "a.jpg");
  fs::create_symlink("a.jpg", folder / "b.jpg");
  fs::create_symlink("nowhere", folder / "c.jpg");
  fs::create_directory_symlink(".", folder / "loop");
  CHECK(names(find_photos({folder.path()}, kBelow), folder.path()) ==
        std::vector<std::string>{"a.jpg", "b.jpg", "c.jpg"});
}

TEST_CASE(
    "a photo that cannot be looked at is kept to be reported, by the system's limit on paths") {
  const test::TemporaryFolder folder;
  touch(folder / "a.jpg");
  const fs::path start = fs::current_path();
  fs::current_path(folder.path());
  const std::string name(250, 'd');
  for (int depth = 0; depth < 17; ++depth) {  // 4096 bytes are the limit
    fs::create_directory(name);
    fs::current_path(name);
  }
  test::write_bytes("deep.jpg", {});
  fs::current_path(start);
  const auto inputs = find_photos({folder.path()}, kBelow);
  REQUIRE(inputs.size() == 2);
  CHECK_FALSE(inputs[0].error);
  REQUIRE(inputs[1].error);
  CHECK(test::contains(inputs[1].error->what(), "cannot be read: File name too long"));
}

TEST_CASE("a folder without photos is an error that names it") {
  const test::TemporaryFolder folder;
  touch(folder / "sub/notes.txt");
  const auto inputs = find_photos({folder.path()}, {});
  REQUIRE(inputs.size() == 1);
  REQUIRE(inputs[0].error);
  CHECK(inputs[0].error->code() == base::ErrorCode::kInput);
  CHECK(test::contains(inputs[0].error->what(), folder.path().string()));
  CHECK(test::contains(inputs[0].error->hint(), "recursive also looks"));
}

}  // namespace
}  // namespace vitviz::inputs
