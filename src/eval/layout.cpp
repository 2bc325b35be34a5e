// SPDX-License-Identifier: Apache-2.0
#include "eval/layout.h"

#include <system_error>

#include "eval/data_set_error.h"

namespace vitviz::eval {

Layout layout_of(const std::filesystem::path& data_set) {
  const auto has_folder = [&](const char* name) {
    std::error_code ignored;
    return std::filesystem::is_directory(data_set / name, ignored);
  };
  if (has_folder("JPEGImages")) return Layout::kVoc;
  if (has_folder("images") || has_folder("masks")) return Layout::kFolders;
  std::error_code error;
  const bool exists = std::filesystem::exists(data_set, error);
  if (error) fail_data_set(data_set, error.message());
  if (!exists) fail_data_set(data_set, "there is no such file or folder");
  if (data_set.extension() == ".json") return Layout::kCoco;
  fail_data_set(data_set, "is no data set",
                "a data set is a folder with images and masks, one with JPEGImages and truths as "
                "PASCAL VOC has them, or a JSON file with COCO's boxes");
}

}  // namespace vitviz::eval
