// SPDX-License-Identifier: Apache-2.0
// Data sets in two folders, as saliency's are kept:
//
//   images/cat.jpg    the photo
//   masks/cat.png     its foreground, of any picture format
#pragma once

#include <filesystem>
#include <vector>

#include "eval/example.h"

namespace vitviz::eval {

// The photos by name. Throws Error(kInput) when a folder is missing or empty, and when a photo has
// no mask, a mask no photo, or two files of a folder the same name; the message names the files.
[[nodiscard]] std::vector<Example> find_masked_photos(const std::filesystem::path& root);

}  // namespace vitviz::eval
