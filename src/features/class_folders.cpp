// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "features/cross_validation.h"
#include "features/label_error.h"
#include "features/probe_labels.h"
#include "inputs/find_photos.h"

namespace vitviz::features {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> class_folders(const fs::path& root) {
  std::error_code error;
  std::vector<fs::path> folders;
  fs::directory_iterator next(root, error);
  while (!error && next != fs::directory_iterator()) {
    const bool is_hidden = next->path().filename().string().front() == '.';
    std::error_code ignored;
    if (!is_hidden && next->is_directory(ignored)) folders.push_back(next->path());
    next.increment(error);
  }
  if (error) fail_labels(root, "the folder cannot be read: " + error.message(), "");
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::vector<fs::path> photos_below(const fs::path& folder) {
  constexpr inputs::Search kBelow{.depth = inputs::Depth::kEverythingBelow};
  std::vector<fs::path> photos;
  for (const inputs::Input& input : inputs::find_photos({folder}, kBelow)) {
    if (input.error) throw base::Error(*input.error);
    photos.push_back(input.path);
  }
  return photos;
}

int photos_beside(const fs::path& root) {
  const auto found = inputs::find_photos({root}, {});
  return static_cast<int>(
      std::count_if(found.begin(), found.end(), [](const auto& input) { return !input.error; }));
}

}  // namespace

LabelledPhotos photos_in_class_folders(const fs::path& folder) {
  const std::vector<fs::path> folders = class_folders(folder);
  if (folders.empty()) fail_labels(folder, "there are no folders of classes in it", kLayoutHint);
  LabelledPhotos result;
  result.without_class = photos_beside(folder);
  for (const fs::path& of_class : folders) {
    const std::vector<fs::path> photos = photos_below(of_class);
    const auto label = static_cast<int>(result.classes.size());
    result.classes.push_back(of_class.filename().string());
    result.photos.insert(result.photos.end(), photos.begin(), photos.end());
    result.labels.insert(result.labels.end(), photos.size(), label);
  }
  check_classes(result, kFolds, folder);
  return result;
}

}  // namespace vitviz::features
