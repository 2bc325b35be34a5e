// SPDX-License-Identifier: Apache-2.0
#include "eval/mask_folders.h"

#include <doctest/doctest.h>

#include "eval/data_set_files.h"
#include "eval/layout.h"

namespace vitviz::eval {
namespace {

using test::contains;
using test::touch_all;

std::string refusal(const test::TemporaryFolder& folder) {
  return test::refusal([&] { return find_masked_photos(folder.path()); });
}

TEST_CASE("folders: photos and masks are matched by name, what is no picture is passed over") {
  const test::TemporaryFolder folder;
  touch_all(folder, {"images/b.JPG", "images/a.x.jpg", "images/notes.txt", "images/.c.jpg",
                     "masks/b.png", "masks/a.x.bmp", "masks/Thumbs.db"});
  const std::vector<Example> examples = find_masked_photos(folder.path());
  REQUIRE(examples.size() == 2);
  CHECK(examples[0].name == "a.x");
  CHECK(examples[0].mask == folder / "masks/a.x.bmp");
  CHECK(examples[1].photo == folder / "images/b.JPG");
  CHECK(layout_of(folder.path()) == Layout::kFolders);
}

TEST_CASE("folders: what has no counterpart is named") {
  const test::TemporaryFolder folder;
  touch_all(folder, {"images/a.jpg", "images/b.jpg", "images/c.jpg", "masks/a.png"});
  CHECK(contains(refusal(folder), "masks: there is no mask for 2 of 3: b.jpg and c.jpg"));
  touch_all(folder, {"masks/b.png", "masks/c.png", "masks/d.png"});
  CHECK(contains(refusal(folder), "images: there is no photo for 1 of 4: d.png"));
}

TEST_CASE("folders: of many names five are shown") {
  const test::TemporaryFolder folder;
  touch_all(folder, {"masks/x.png"});
  for (int i = 0; i < 30; ++i) test::write_text(folder / ("images/" + std::to_string(i) + ".jpg"));
  CHECK(contains(refusal(folder), "30 of 30: 0.jpg, 1.jpg, 10.jpg, 11.jpg, 12.jpg and 25 more"));
}

TEST_CASE("folders: two files of one name are refused, and so are folders without pictures") {
  const test::TemporaryFolder folder;
  touch_all(folder, {"images/a.jpg", "images/a.png", "masks/a.png"});
  CHECK(contains(refusal(folder), "a.jpg and a.png have the same name"));
  const test::TemporaryFolder empty;
  CHECK(contains(refusal(empty), "images: the folder cannot be read: No such file"));
  std::filesystem::create_directory(empty / "images");
  CHECK(contains(refusal(empty), "images: there are no pictures in this folder"));
}

TEST_CASE("layouts are recognised, and everything else is told what a data set is") {
  const test::TemporaryFolder folder;
  touch_all(folder, {"voc/JPEGImages/a.jpg", "coco/a.json", "other/a.jpg"});
  CHECK(layout_of(folder / "voc") == Layout::kVoc);
  CHECK(layout_of(folder / "coco/a.json") == Layout::kCoco);
  CHECK(contains(test::refusal([&] { return layout_of(folder / "other"); }), "is no data set"));
  CHECK(contains(test::refusal([&] { return layout_of(folder / "none"); }), "no such file"));
  CHECK(contains(test::refusal([&] { return layout_of(folder / "coco/a.json/b"); }), "a.json/b"));
}

}  // namespace
}  // namespace vitviz::eval
