// SPDX-License-Identifier: Apache-2.0
// What is told of a photo's classes: lines for people, or a line of JSON.
#pragma once

#include <filesystem>
#include <string>

#include "batch/classify_photo.h"
#include "model/blueprint.h"

namespace vitviz::batch {

// The photo, and a line for each class of each readout. A class without a label has its number.
//
//   cat.jpg
//     cls, as trained   71.3 %   281  tabby
//     cls, as trained   12.0 %   282  tiger cat
//     mean              65.1 %   281  tabby
//     …
[[nodiscard]] std::string text_of(const std::filesystem::path& photo,
                                  const ClassifiedPhoto& classified);

// One JSON object and a newline: the photo and the model as in photo_json(), "crop" where only a
// part was looked at, "notes" where there are any, and
//
//   "readouts": [{"readout": "cls", "trained": true,
//                 "classes": [{"label": "tabby", "index": 281, "probability": 0.71}, …]}, …]
[[nodiscard]] std::string json_of(const std::filesystem::path& photo,
                                  const ClassifiedPhoto& classified, const model::Blueprint& model);

}  // namespace vitviz::batch
