// SPDX-License-Identifier: Apache-2.0
#include "batch/coco_file.h"

#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "support/temporary_folder.h"

namespace vitviz::batch {
namespace {

using Json = nlohmann::json;
using test::TemporaryFolder;

DrawnPhoto photo_with(const std::vector<FoundObject>& objects) {
  DrawnPhoto drawn;
  drawn.geometry.photo = {4, 3};
  drawn.objects = objects;
  return drawn;
}

FoundObject object_at(image::Pixel corner, std::optional<int> block = {}) {
  return {.label = {.block = block, .head = {}},
          .number = 1,
          .shape = {{corner, {2, 1}}, 2},
          .runs = {3, 2, 7}};
}

Json read_json(const std::filesystem::path& path) {
  const auto bytes = test::read_bytes(path);
  return Json::parse(reinterpret_cast<const char*>(bytes.data()),
                     reinterpret_cast<const char*>(bytes.data() + bytes.size()));
}

TEST_CASE("a data set has an image for each photo and an annotation for each object") {
  const TemporaryFolder folder;
  CocoFile file(folder / "objects.json", base::Overwrite::kNever);
  file.add("a.jpg", coco_entry(photo_with({object_at({0, 1}), object_at({2, 2}, 5)})));
  file.add("b \"c\".jpg", coco_entry(photo_with({})));
  file.add("d.jpg", coco_entry(photo_with({object_at({1, 0})})));
  CHECK_FALSE(std::filesystem::exists(folder / "objects.json"));
  file.finish();

  const Json data = read_json(folder / "objects.json");
  REQUIRE(data["images"].size() == 3);
  CHECK(data["images"][1] ==
        Json{{"id", 2}, {"file_name", "b \"c\".jpg"}, {"width", 4}, {"height", 3}});
  REQUIRE(data["annotations"].size() == 3);
  CHECK(data["annotations"][1] ==
        Json{{"id", 2},
             {"image_id", 1},
             {"category_id", 1},
             {"bbox", {2, 2, 2, 1}},
             {"area", 2},
             {"iscrowd", 0},
             {"block", 5},
             {"segmentation", {{"size", {3, 4}}, {"counts", {3, 2, 7}}}}});
  CHECK(data["annotations"][2]["image_id"] == 3);
  CHECK(data["categories"] == Json::array({{{"id", 1}, {"name", "object"}}}));
}

TEST_CASE("a call without photos or objects makes a data set that is empty, not broken") {
  const TemporaryFolder folder;
  CocoFile file(folder / "objects.json", base::Overwrite::kNever);
  file.finish();
  const Json data = read_json(folder / "objects.json");
  CHECK(data["images"].empty());
  CHECK(data["annotations"].empty());
}

TEST_CASE("a data set that is not finished goes, and one that exists stays") {
  const TemporaryFolder folder;
  {
    CocoFile file(folder / "objects.json", base::Overwrite::kNever);
    file.add("a.jpg", coco_entry(photo_with({object_at({0, 0})})));
  }
  CHECK(folder.names().empty());
  test::write_bytes(folder / "objects.json", {});
  CocoFile file(folder / "objects.json", base::Overwrite::kNever);
  CHECK_THROWS_AS(file.finish(), base::Error);
}

}  // namespace
}  // namespace vitviz::batch
