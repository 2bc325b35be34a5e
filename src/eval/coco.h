// SPDX-License-Identifier: Apache-2.0
// Boxes in the JSON of COCO:
//
//   {"images": [{"id": 9, "file_name": "COCO_9.jpg"}, …],
//    "annotations": [{"image_id": 9, "bbox": [x, y, width, height], "iscrowd": 0}, …]}
//
// Boxes of crowds are none. Corners are rounded to whole pixels, as LOST and TokenCut do. The file
// may be large (450 MB for train2014): its entries are read one by one and thrown away.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <vector>

#include "eval/example.h"

namespace vitviz::eval {

// The photos in the order of "images", each with its boxes in the order of "annotations"; some may
// have none. `photos` is their folder; whether they are there is not looked at. Throws
// Error(kInput) that names the file and the entry that is wrong.
[[nodiscard]] std::vector<Example> read_coco(const std::filesystem::path& json,
                                             const std::filesystem::path& photos);

// The same for a text that is read on the way. `name` stands for it in messages.
[[nodiscard]] std::vector<Example> parse_coco(std::istream& json, const std::filesystem::path& name,
                                              const std::filesystem::path& photos);

// Throws Error(kInput) that names the photos which are not there.
void check_photos_exist(const std::vector<Example>& examples);

}  // namespace vitviz::eval
