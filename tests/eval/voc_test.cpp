// SPDX-License-Identifier: Apache-2.0
#include "eval/voc.h"

#include <doctest/doctest.h>

#include "eval/data_set_files.h"
#include "eval/name_list.h"

namespace vitviz::eval {
namespace {

using test::contains;

constexpr std::string_view kOneBox =
    "<annotation><object><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>3</xmax><ymax>4</ymax>"
    "</bndbox></object></annotation>";

std::vector<std::string> names(const std::vector<Example>& examples) {
  std::vector<std::string> names;
  names.reserve(examples.size());
  for (const Example& example : examples) names.push_back(example.name);
  return names;
}

struct VocFolder : test::TemporaryFolder {
  VocFolder() {
    test::touch_all(*this, {"JPEGImages/2007_1.jpg", "JPEGImages/2007_2.jpg",
                            "JPEGImages/2007_3.jpg", "SegmentationObject/2007_2.png",
                            "SegmentationObject/2007_1.png", "SegmentationClass/2007_1.png"});
    test::write_text(*this / "Annotations/2007_3.xml", kOneBox);
    test::write_text(*this / "ImageSets/Segmentation/val.txt", "2007_2\r\n2007_1\n");
    test::write_text(*this / "ImageSets/Main/trainval.txt", "2007_3  1\n\n");
  }

  [[nodiscard]] std::string refusal(VocTruth truth, const std::string& split) const {
    return test::refusal([&] { return find_voc_photos(path(), truth, split); });
  }
};

TEST_CASE("VOC: a split in its order, or all that has a truth by name") {
  const VocFolder voc;
  const auto instances = find_voc_photos(voc.path(), VocTruth::kInstances, "val");
  CHECK(names(instances) == std::vector<std::string>{"2007_2", "2007_1"});
  CHECK(instances[0].mask == voc / "SegmentationObject/2007_2.png");
  CHECK(instances[0].photo == voc / "JPEGImages/2007_2.jpg");
  CHECK(names(find_voc_photos(voc.path(), VocTruth::kInstances, "")) ==
        std::vector<std::string>{"2007_1", "2007_2"});
  CHECK(names(find_voc_photos(voc.path(), VocTruth::kClasses, "")) ==
        std::vector<std::string>{"2007_1"});
}

TEST_CASE("VOC: boxes are read with the list") {
  const VocFolder voc;
  const auto photos = find_voc_photos(voc.path(), VocTruth::kBoxes, "trainval");
  CHECK(names(photos) == std::vector<std::string>{"2007_3"});
  CHECK(photos[0].boxes == std::vector<TrueBox>{{{0, 1, 3, 4}}});
  CHECK(photos[0].mask.empty());
}

TEST_CASE("VOC: what is missing is named") {
  const VocFolder voc;
  CHECK(contains(voc.refusal(VocTruth::kClasses, "val"),
                 "SegmentationClass: 1 of 2 files are missing: 2007_2.png"));
  CHECK(contains(voc.refusal(VocTruth::kInstances, "test"), "test.txt: there is no such split"));
  std::filesystem::remove(voc / "JPEGImages/2007_1.jpg");
  CHECK(contains(voc.refusal(VocTruth::kInstances, "val"),
                 "JPEGImages: 1 of 2 files are missing: 2007_1.jpg"));
  std::filesystem::remove_all(voc / "ImageSets");
  CHECK(contains(voc.refusal(VocTruth::kInstances, "val"), "the folder cannot be read"));
  test::write_text(voc / "Annotations/2007_3.xml", "<annotation>");
  CHECK(contains(voc.refusal(VocTruth::kBoxes, ""), "2007_3.xml: is no valid XML at byte"));
}

TEST_CASE("lists: the first word of each line, without folders and a photo's extension") {
  const test::TemporaryFolder folder;
  test::write_text(folder / "list.txt", "train2014/COCO_1.jpg\n  a.b.png 1\n\nc.d\t-1\r\ne");
  CHECK(read_name_list(folder / "list.txt") ==
        std::vector<std::string>{"COCO_1", "a.b", "c.d", "e"});
  test::write_text(folder / "list.txt", "a\nb\na\n");
  CHECK(contains(test::refusal([&] { return read_name_list(folder / "list.txt"); }),
                 "list.txt: names a twice"));
  test::write_text(folder / "list.txt", " \n\n");
  CHECK(contains(test::refusal([&] { return read_name_list(folder / "list.txt"); }),
                 "there are no names in this list"));
}

TEST_CASE("lists: examples are taken in the list's order, and those that are not there are named") {
  const std::vector<Example> all = {{"a", "a.jpg", {}, {}}, {"b", "b.jpg", {}, {}}};
  const auto chosen = examples_named(all, {"b", "a"}, "list.txt");
  CHECK(names(chosen) == std::vector<std::string>{"b", "a"});
  CHECK(chosen[0].photo == "b.jpg");
  CHECK(test::refusal([&] {
          return examples_named(all, {"a", "x", "y"}, "list.txt");
        }) == "list.txt: 2 of its 3 names are not in the data set: x and y");
}

}  // namespace
}  // namespace vitviz::eval
