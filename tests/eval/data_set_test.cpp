// SPDX-License-Identifier: Apache-2.0
#include "eval/data_set.h"

#include <doctest/doctest.h>

#include "eval/data_set_files.h"

namespace vitviz::eval {
namespace {

using test::contains;

constexpr std::string_view kOneBox =
    "<annotation><object><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>3</xmax><ymax>4</ymax>"
    "</bndbox></object></annotation>";
constexpr std::string_view kOneImage =
    R"({"images": [{"id": 1, "file_name": "a.jpg"}], "annotations": []})";

// One of each layout, with a photo in it.
struct DataSets : test::TemporaryFolder {
  DataSets() {
    test::touch_all(*this, {"folders.v2/images/a.jpg", "folders.v2/masks/a.png",
                            "voc/JPEGImages/a.jpg", "voc/SegmentationObject/a.png",
                            "voc/SegmentationClass/a.png", "coco/photos/a.jpg"});
    test::write_text(*this / "voc/Annotations/a.xml", kOneBox);
    test::write_text(*this / "voc/ImageSets/Main/val.txt", "a\n");
    test::write_text(*this / "coco/val.json", kOneImage);
  }

  [[nodiscard]] DataSet open(const char* name, const Task& task, DataSetChoice more = {}) const {
    more.path = *this / name;
    return open_data_set(more, task);
  }

  [[nodiscard]] std::string refusal(const char* name, const Task& task,
                                    const DataSetChoice& more = {}) const {
    return test::refusal([&] { return open(name, task, more); });
  }
};

TEST_CASE("a data set has the truth that its task is scored on") {
  const DataSets sets;
  const DataSet folders = sets.open("folders.v2/", kSaliency);
  CHECK(folders.name == "folders.v2");
  CHECK(folders.truth == "foreground");
  CHECK(folders.examples.size() == 1);
  CHECK(folders.mask_file == MaskFile::kForeground);

  const DataSet instances = sets.open("voc", kJaccard);
  CHECK(instances.truth == "instances");
  CHECK(instances.void_pixels == "left out");
  CHECK(instances.mask_file == MaskFile::kIds);
  CHECK(instances.examples[0].mask == sets / "voc/SegmentationObject/a.png");
  CHECK(sets.open("voc", kJaccard, {.truth = VocTruth::kClasses}).examples[0].mask ==
        sets / "voc/SegmentationClass/a.png");

  const DataSet boxes = sets.open("voc", kCorloc, {.split = "val"});
  CHECK(boxes.name == "voc, split val");
  CHECK(boxes.truth == "boxes");
  CHECK(boxes.examples[0].boxes.size() == 1);

  const DataSet coco = sets.open("coco/val.json", kCorloc, {.photos = sets / "coco/photos"});
  CHECK(coco.name == "val.json");
  CHECK(coco.examples[0].photo == sets / "coco/photos/a.jpg");
}

TEST_CASE("what a data set does not have is refused") {
  const DataSets sets;
  CHECK(contains(sets.refusal("folders.v2", kSaliency, {.split = "val"}), "split val: only"));
  CHECK(
      contains(sets.refusal("folders.v2", kSaliency, {.truth = VocTruth::kBoxes}), "truth boxes"));
  CHECK(contains(sets.refusal("voc", kCorloc, {.photos = "x"}), "photos x: this data set"));
  CHECK(contains(sets.refusal("voc", kSaliency, {.truth = VocTruth::kBoxes}), "truth boxes: this"));
  CHECK(contains(sets.refusal("coco/val.json", kSegments), "task segments: a file of COCO's"));
  CHECK(contains(sets.refusal("coco/val.json", kCorloc), "1 of 1 photos are missing"));
}

TEST_CASE("every layout has a usual task") {
  CHECK(&usual_task(Layout::kFolders) == &kSaliency);
  CHECK(&usual_task(Layout::kVoc) == &kCorloc);
  CHECK(&usual_task(Layout::kCoco) == &kCorloc);
}

}  // namespace
}  // namespace vitviz::eval
