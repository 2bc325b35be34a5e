// SPDX-License-Identifier: Apache-2.0
#include "eval/data_set.h"

#include <system_error>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/error.h"
#include "eval/coco.h"
#include "eval/mask_folders.h"

namespace vitviz::eval {
namespace {

namespace fs = std::filesystem;

// Of "." and "VOC2012/" too.
std::string name_of(const fs::path& path) {
  std::error_code error;
  const fs::path whole = fs::canonical(path, error);
  return (error ? path : whole).filename().string();
}

void check_layout(const DataSetChoice& choice, Layout layout, const Task& task) {
  if (layout != Layout::kVoc && !choice.split.empty()) {
    base::fail_argument("split", choice.split, "only data sets in the layout of VOC have splits");
  }
  if (layout != Layout::kVoc && choice.truth) {
    base::fail_argument("truth", std::string(base::name_of(kVocTruths, *choice.truth)),
                        "only data sets in the layout of VOC have truths to choose from");
  }
  if (layout != Layout::kCoco && !choice.photos.empty()) {
    base::fail_argument("photos", choice.photos.string(), "this data set has its own photos",
                        "only a file of COCO's may lie elsewhere");
  }
  if (layout == Layout::kCoco && &task != &kCorloc) {
    base::fail_argument("task", std::string(base::name_of(kTasks, &task)),
                        "a file of COCO's is read for its boxes alone",
                        "only corloc is scored on boxes");
  }
}

DataSet open_folders(const fs::path& root) {
  return {.name = name_of(root),
          .truth = "foreground",
          .void_pixels = "",
          .examples = find_masked_photos(root),
          .mask_file = MaskFile::kForeground};
}

DataSet open_coco(const DataSetChoice& choice) {
  const fs::path photos = choice.photos.empty() ? choice.path.parent_path() : choice.photos;
  DataSet data_set{.name = name_of(choice.path),
                   .truth = "boxes",
                   .void_pixels = "",
                   .examples = read_coco(choice.path, photos)};
  check_photos_exist(data_set.examples);
  return data_set;
}

DataSet open_voc(const DataSetChoice& choice, const Task& task) {
  const bool of_boxes = &task == &kCorloc;
  const VocTruth usual = of_boxes ? VocTruth::kBoxes : VocTruth::kInstances;
  const VocTruth truth = choice.truth.value_or(usual);
  if (truth == VocTruth::kBoxes && !of_boxes) {
    base::fail_argument("truth", "boxes", "this task is scored on masks",
                        fmt::format("{} corloc is scored on boxes", base::argument("task")));
  }
  std::string name = name_of(choice.path);
  if (!choice.split.empty()) name += ", split " + choice.split;
  return {.name = std::move(name),
          .truth = std::string(base::name_of(kVocTruths, truth)),
          .void_pixels = of_boxes ? "" : "left out",
          .examples = find_voc_photos(choice.path, truth, choice.split),
          .mask_file = MaskFile::kIds};
}

}  // namespace

const Task& usual_task(Layout layout) { return layout == Layout::kFolders ? kSaliency : kCorloc; }

DataSet open_data_set(const DataSetChoice& choice, const Task& task) {
  const Layout layout = layout_of(choice.path);
  check_layout(choice, layout, task);
  switch (layout) {
    case Layout::kFolders:
      return open_folders(choice.path);
    case Layout::kCoco:
      return open_coco(choice);
    case Layout::kVoc:
      break;
  }
  return open_voc(choice, task);
}

std::vector<TrueBox> read_true_boxes(const Example& example, MaskFile kind, image::Size photo) {
  return example.mask.empty() ? example.boxes : tight_boxes(read_truth(example, kind, photo));
}

}  // namespace vitviz::eval
