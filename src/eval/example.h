// SPDX-License-Identifier: Apache-2.0
// A photo of a data set and where its truth is.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "eval/box.h"
#include "eval/truth_mask.h"

namespace vitviz::eval {

struct Example {
  std::string name;             // its file's, without folder and extension; unique in its data set
  std::filesystem::path photo;  // to be read as stored: truths are drawn on the pixels as they lie
  std::filesystem::path mask;   // empty where the truth is boxes
  std::vector<TrueBox> boxes;   // empty where the truth is a mask
};

// Throws Error(kInput) that names those of the `kind` of files which are not there; `folder` is
// where they should be.
void check_exist(const std::vector<Example>& examples, std::filesystem::path Example::*file,
                 std::string_view kind, const std::filesystem::path& folder);

// The truth of an example that has a mask. Throws Error(kInput) when it cannot be read, or does not
// have the photo's size.
[[nodiscard]] TruthMask read_truth(const Example& example, MaskFile kind, image::Size photo);

}  // namespace vitviz::eval
