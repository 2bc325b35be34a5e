// SPDX-License-Identifier: Apache-2.0
// Which photos a probe is trained and tested on, and of which class each is.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace vitviz::features {

struct LabelledPhotos {
  std::vector<std::string> classes;  // by name, all different
  std::vector<std::filesystem::path> photos;
  std::vector<int> labels;  // of each photo, a place in `classes`
  int without_class = 0;    // how many photos lie beside the folders of the classes
};

// All functions throw Error(kInput) that names what is wrong and where.

// A folder with a sub-folder for each class, called as the class is; its photos are those in the
// sub-folder and in folders below it, by name. Hidden folders are left out, and so are photos
// beside the sub-folders. Wrong: a sub-folder without photos, and what check_classes() finds.
[[nodiscard]] LabelledPhotos photos_in_class_folders(const std::filesystem::path& folder);

// A CSV (csv_rows.h) whose first row names its columns, among them `path`, relative to the CSV's
// own folder, and `label`. Wrong: a row with more or fewer fields, an empty field, a path that two
// rows name, and what check_classes() finds.
[[nodiscard]] LabelledPhotos photos_in_table(const std::filesystem::path& csv);

// photos_in_class_folders() of a folder, photos_in_table() of a file.
[[nodiscard]] LabelledPhotos labelled_photos(const std::filesystem::path& folder_or_csv);

// Throws where there is one class, one photo, or a class with fewer photos than `at_least`, as many
// as a cross-validation has folds.
void check_classes(const LabelledPhotos& photos, int at_least, const std::filesystem::path& place);

}  // namespace vitviz::features
