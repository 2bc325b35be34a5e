// SPDX-License-Identifier: Apache-2.0
#include "features/probe_labels.h"

#include <cstddef>
#include <system_error>

#include <fmt/format.h>

#include "base/text.h"
#include "features/label_error.h"

namespace vitviz::features {

namespace fs = std::filesystem;

LabelledPhotos labelled_photos(const fs::path& folder_or_csv) {
  std::error_code ignored;
  return fs::is_directory(folder_or_csv, ignored) ? photos_in_class_folders(folder_or_csv)
                                                  : photos_in_table(folder_or_csv);
}

void check_classes(const LabelledPhotos& photos, int at_least, const fs::path& place) {
  if (photos.photos.empty()) fail_labels(place, "there are no photos", kLayoutHint);
  if (photos.photos.size() == 1) fail_labels(place, "there is only one photo", kLayoutHint);
  if (photos.classes.size() == 1) {
    fail_labels(place,
                fmt::format("there is only one class, {}", base::printable(photos.classes[0])),
                kLayoutHint);
  }
  std::vector<int> counts(photos.classes.size());
  for (const int label : photos.labels) ++counts[static_cast<std::size_t>(label)];
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] >= at_least) continue;
    fail_labels(
        place,
        fmt::format("the class {} has {}, a probe needs {}", base::printable(photos.classes[i]),
                    counts[i] == 1 ? "1 photo" : fmt::format("{} photos", counts[i]), at_least),
        "add photos of it, or leave the class out");
  }
}

}  // namespace vitviz::features
