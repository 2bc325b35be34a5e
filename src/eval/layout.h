// SPDX-License-Identifier: Apache-2.0
// Which kind of data set a path leads to.
#pragma once

#include <array>
#include <filesystem>

#include "base/named.h"

namespace vitviz::eval {

enum class Layout {
  kFolders,  // mask_folders.h
  kVoc,      // voc.h
  kCoco,     // coco.h
};

inline constexpr std::array kLayouts = {
    base::Named{"folders", Layout::kFolders},
    base::Named{"voc", Layout::kVoc},
    base::Named{"coco", Layout::kCoco},
};

// A folder with JPEGImages in it is VOC's, one with images and masks is of folders, a *.json file
// is COCO's. Throws Error(kInput) for all else, and tells what a data set looks like.
[[nodiscard]] Layout layout_of(const std::filesystem::path& data_set);

}  // namespace vitviz::eval
