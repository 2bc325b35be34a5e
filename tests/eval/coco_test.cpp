// SPDX-License-Identifier: Apache-2.0
#include "eval/coco.h"

#include <doctest/doctest.h>

#include "eval/data_set_files.h"

namespace vitviz::eval {
namespace {

constexpr std::string_view kImages =
    R"("images": [{"id": 9, "file_name": "b.jpg", "width": 4}, {"id": 2, "file_name": "sub/a.jpg"}])";

std::string annotation(const std::string& fields) {
  return R"("annotations": [{"segmentation": [[1, 2]], "category_id": 3, )" + fields + "}]";
}

std::vector<Example> read(const std::string& json) {
  const test::TemporaryFolder folder;
  test::write_text(folder / "a.json", json);
  return read_coco(folder / "a.json", "photos");
}

std::string refusal(const std::string& json) {
  const std::string text = test::refusal([&] { return read(json); });
  return text.substr(std::min(text.find("a.json"), text.size()));
}

std::string with(const std::string& annotations) {
  return "{" + std::string(kImages) + ", " + annotations + "}";
}

TEST_CASE("COCO: images in their order, each with its boxes") {
  const auto photos = read(with(
      R"("annotations": [{"image_id": 2, "bbox": [1, 2, 10, 20], "iscrowd": 0},
                         {"image_id": 9, "bbox": [0, 0, 1, 1]},
                         {"image_id": 2, "bbox": [5, 5, 5, 5], "iscrowd": 0}])"));
  REQUIRE(photos.size() == 2);
  CHECK(photos[0].name == "b");
  CHECK(photos[0].boxes == std::vector<TrueBox>{{{0, 0, 1, 1}}});
  CHECK(photos[1].photo == std::filesystem::path("photos/sub/a.jpg"));
  CHECK(photos[1].boxes == std::vector<TrueBox>{{{1, 2, 11, 22}}, {{5, 5, 10, 10}}});
}

TEST_CASE("COCO: crowds are none, corners are rounded, annotations may come first") {
  const auto photos =
      read("{" + std::string(R"("annotations": [{"image_id": 9, "bbox": [1, 1, 5, 5], "iscrowd": 1},
                          {"image_id": 9, "bbox": [1.4, 2.6, 3.2, 0.0]}], "info": {"a": [1]}, )") +
           std::string(kImages) + "}");
  CHECK(photos[0].boxes == std::vector<TrueBox>{{{1, 3, 5, 3}}});
  CHECK(photos[1].boxes.empty());
}

TEST_CASE("COCO: what is wrong is refused by its entry") {
  const std::string box = R"("image_id": 9, "bbox": )";
  CHECK(refusal("{\"images\": [") == "a.json: is no valid JSON at byte 13");
  CHECK(refusal("[1, 2]") == "a.json: is no JSON object");
  CHECK(refusal("{}") == "a.json: has no list \"images\"");
  CHECK(refusal("{" + std::string(kImages) + "}") == "a.json: has no list \"annotations\"");
  CHECK(refusal(R"({"images": [], "annotations": []})") == "a.json: there are no images in it");
  CHECK(refusal(R"({"images": [7], "annotations": []})") ==
        "a.json: something in \"images\" is no object");
  CHECK(refusal(with(annotation(R"("bbox": [1, 2, 3, 4])"))) ==
        "a.json: entry 1 of \"annotations\": it has no whole number \"image_id\"");
  CHECK(refusal(with(annotation(box + "[1, 2, 3]"))) ==
        "a.json: entry 1 of \"annotations\": its \"bbox\" does not have four numbers");
  CHECK(refusal(with(annotation(box + "[1, 2, 3, null]"))) ==
        "a.json: entry 1 of \"annotations\": its \"bbox\" does not have four numbers");
  CHECK(refusal(with(annotation(box + "[1, 2, -3, 4]"))) ==
        "a.json: entry 1 of \"annotations\": its \"bbox\" has a negative side");
  CHECK(refusal(with(annotation(box + "7"))) ==
        "a.json: entry 1 of \"annotations\": it has no \"bbox\" of the right type");
  CHECK(refusal(with(annotation(box + "[1, 2, 1e999, 4]"))) ==
        "a.json: is no valid JSON: a number in it is too large");
  CHECK(refusal(with(annotation(R"("image_id": 5, "bbox": [1, 2, 3, 4])"))) ==
        "a.json: an annotation belongs to the image 5, which is not among the images");
}

TEST_CASE("COCO: images of one id or name, or beyond their folder, are refused") {
  const auto images = [](const std::string& second) {
    return R"({"annotations": [], "images": [{"id": 1, "file_name": "a.jpg"}, {)" + second + "}]}";
  };
  const std::string entry = "a.json: entry 2 of \"images\": ";
  CHECK(refusal(images(R"("id": 1, "file_name": "b.jpg")")) ==
        entry + "there are two images with the id 1");
  CHECK(refusal(images(R"("id": 2, "file_name": "x/a.jpg")")) ==
        entry + "there are two images of the name a");
  CHECK(refusal(images(R"("id": 2, "file_name": "")")) ==
        entry + "its \"file_name\" is no name of a file");
  for (const std::string file : {"../b.jpg", "/etc/b.jpg", "x/../../b.jpg"}) {
    CHECK(refusal(images(R"("id": 2, "file_name": ")" + file + "\"")) ==
          entry + "its \"file_name\" leads out of the folder of photos");
  }
  CHECK(refusal(images(R"("id": 2.5, "file_name": "b.jpg")")) ==
        entry + "it has no whole number \"id\"");
}

TEST_CASE("COCO: deep nesting and missing files are no trouble") {
  CHECK(refusal("{\"images\": " + std::string(300'000, '[')) ==
        "a.json: is no valid JSON at byte 300012");
  CHECK(test::contains(test::refusal([] { return read_coco("/none.json", "photos"); }),
                       "/none.json: No such file"));
  CHECK(test::contains(test::refusal([] { return read_coco("/tmp", "photos"); }),
                       "is no regular file"));
}

TEST_CASE("photos that are not there are named") {
  const test::TemporaryFolder folder;
  test::touch_all(folder, {"a.jpg"});
  const std::vector<Example> examples = {{"a", folder / "a.jpg", {}, {}},
                                         {"b", folder / "b.jpg", {}, {}}};
  const auto error = test::error_of([&] { check_photos_exist(examples); });
  REQUIRE(error);
  CHECK(test::contains(error->what(), "1 of 2 photos are missing: b.jpg"));
}

}  // namespace
}  // namespace vitviz::eval
