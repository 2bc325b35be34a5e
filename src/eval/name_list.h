// SPDX-License-Identifier: Apache-2.0
// Lists of photos, as data sets come with them: a name in each line.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "eval/example.h"

namespace vitviz::eval {

// The first word of each line that is not empty, without folders and without a photo's extension:
// "2007_000032", "aeroplane_2007.jpg 1" and "train2014/COCO_1.jpg" are all fine.
// Throws Error(kInput) when the file cannot be read, is empty or names a photo twice.
[[nodiscard]] std::vector<std::string> read_name_list(const std::filesystem::path& file);

// The examples of these names, in the order of the names. Throws Error(kInput) that names those
// which are not there; `list` stands for the list in messages.
[[nodiscard]] std::vector<Example> examples_named(std::vector<Example> examples,
                                                  const std::vector<std::string>& names,
                                                  const std::filesystem::path& list);

}  // namespace vitviz::eval
