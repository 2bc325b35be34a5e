// SPDX-License-Identifier: Apache-2.0
// Data sets in the layout of PASCAL VOC:
//
//   JPEGImages/NAME.jpg           photos
//   SegmentationObject/NAME.png   instances, by palette index
//   SegmentationClass/NAME.png    classes, by palette index
//   Annotations/NAME.xml          boxes (voc_annotation.h)
//   ImageSets/Segmentation/SPLIT.txt, ImageSets/Main/SPLIT.txt   lists of names
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "eval/example.h"

namespace vitviz::eval {

enum class VocTruth { kInstances, kClasses, kBoxes };

// The photos of a split ("val"), in its order; without one all that have a truth, by name. Boxes
// are read, masks are not. Throws Error(kInput) that names what is missing or wrong.
[[nodiscard]] std::vector<Example> find_voc_photos(const std::filesystem::path& root,
                                                   VocTruth truth, const std::string& split);

}  // namespace vitviz::eval
