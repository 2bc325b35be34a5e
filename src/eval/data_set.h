// SPDX-License-Identifier: Apache-2.0
// A data set as a task scores it, whatever its layout.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/named.h"
#include "eval/box.h"
#include "eval/example.h"
#include "eval/layout.h"
#include "eval/task.h"
#include "eval/voc.h"

namespace vitviz::eval {

inline constexpr std::array kVocTruths = {
    base::Named{"instances", VocTruth::kInstances},
    base::Named{"classes", VocTruth::kClasses},
    base::Named{"boxes", VocTruth::kBoxes},
};

// What is asked for beside the task.
struct DataSetChoice {
  std::filesystem::path path = {};     // layout.h
  std::string split = {};              // of VOC; all photos when empty
  std::optional<VocTruth> truth = {};  // of VOC; what suits the task when empty
  std::filesystem::path photos = {};   // of COCO: their folder; that of the file when empty
};

struct DataSet {
  std::string name;         // "VOC2012, split val"
  std::string truth;        // "instances"
  std::string void_pixels;  // what becomes of them; empty where there are none
  std::vector<Example> examples;
  MaskFile mask_file = MaskFile::kForeground;  // what numbers in files of masks mean
};

// corloc for COCO and VOC, saliency for folders.
[[nodiscard]] const Task& usual_task(Layout layout);

// Throws Error(kArgument) when the data set does not have what is asked for, and Error(kInput)
// when it is none.
[[nodiscard]] DataSet open_data_set(const DataSetChoice& choice, const Task& task);

// The boxes of an example: those of the data set, or the tightest ones around the objects of its
// mask. Throws Error(kInput) as read_truth() does.
[[nodiscard]] std::vector<TrueBox> read_true_boxes(const Example& example, MaskFile kind,
                                                   image::Size photo);

}  // namespace vitviz::eval
