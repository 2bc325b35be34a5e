// SPDX-License-Identifier: Apache-2.0
#include "features/probe_labels.h"

#include <fstream>

#include <doctest/doctest.h>

#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::features {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, std::string_view text = "") {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

// So many photos in a sub-folder of that name.
void add_class(const fs::path& folder, const std::string& name, int photos) {
  fs::create_directories(folder / name);
  for (int i = 0; i < photos; ++i) write(folder / name / (std::to_string(i) + ".jpg"));
}

// Checks code and both texts, in which FOLDER stands for the folder's path.
void check_error(const test::TemporaryFolder& folder, const fs::path& path, std::string wanted,
                 std::string_view hint) {
  const auto error = test::error_of([&] { static_cast<void>(labelled_photos(path)); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kInput);
  wanted.replace(wanted.find("FOLDER"), 6, folder.path().string());
  CHECK(error->what() == wanted);
  CHECK(test::contains(error->hint(), hint));
}

TEST_CASE("probe labels: a class for each sub-folder") {
  const test::TemporaryFolder folder;
  add_class(folder.path(), "dog", 5);
  add_class(folder.path(), "cat", 6);
  write(folder / "cat" / "more" / "x.png");
  write(folder / "cat" / "notes.txt");
  write(folder / ".hidden" / "y.png");
  write(folder / "stray.jpg");
  const LabelledPhotos photos = labelled_photos(folder.path());
  CHECK(photos.classes == std::vector<std::string>{"cat", "dog"});
  CHECK(photos.labels == std::vector<int>{0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1});
  CHECK(photos.without_class == 1);
  CHECK(photos.photos[6] == folder / "cat" / "more" / "x.png");
  CHECK(photos.photos[7] == folder / "dog" / "0.jpg");
}

TEST_CASE("probe labels: what is wrong with a folder") {
  const test::TemporaryFolder folder;
  constexpr std::string_view kLayout = "a sub-folder of photos for each class";
  check_error(folder, folder.path(), "FOLDER: there are no folders of classes in it", kLayout);
  add_class(folder.path(), "cat", 0);
  check_error(folder, folder.path(), "FOLDER/cat: there are no photos in this folder", "");
  add_class(folder.path(), "cat", 1);
  check_error(folder, folder.path(), "FOLDER: there is only one photo", kLayout);
  add_class(folder.path(), "cat", 5);
  check_error(folder, folder.path(), "FOLDER: there is only one class, cat", kLayout);
  add_class(folder.path(), "dog", 4);
  check_error(folder, folder.path(), "FOLDER: the class dog has 4 photos, a probe needs 5",
              "add photos of it");
}

// A table of five photos of each of two classes, and these lines.
fs::path table(const test::TemporaryFolder& folder, std::string_view more) {
  std::string text = "label,path\n";
  for (int i = 0; i < 5; ++i) text += "dog," + std::to_string(i) + ".jpg\n";
  for (int i = 5; i < 10; ++i) text += "\"cat, small\",sub/" + std::to_string(i) + ".jpg\n";
  write(folder / "t.csv", text.append(more));
  return folder / "t.csv";
}

TEST_CASE("probe labels: a table, relative to itself") {
  const test::TemporaryFolder folder;
  const LabelledPhotos photos = labelled_photos(table(folder, "dog,/elsewhere/x.jpg\n"));
  CHECK(photos.classes == std::vector<std::string>{"cat, small", "dog"});
  CHECK(photos.labels == std::vector<int>{1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1});
  CHECK(photos.photos[5] == folder / "sub" / "5.jpg");
  CHECK(photos.photos[10] == "/elsewhere/x.jpg");
}

TEST_CASE("probe labels: what is wrong with a table") {
  const test::TemporaryFolder folder;
  const fs::path csv = folder / "t.csv";
  check_error(folder, table(folder, "cat\n"), "FOLDER/t.csv: line 12 has 1 fields, the first row 2",
              "in quotes");
  check_error(folder, table(folder, "cat,\n"), "FOLDER/t.csv: line 12 has no path", "");
  check_error(folder, table(folder, ",x.jpg\n"), "FOLDER/t.csv: line 12 has no label", "");
  const std::string twice = "FOLDER/t.csv: lines 7 and 12 name the same photo, " +
                            (folder / "sub" / ".." / "sub" / "5.jpg").string();
  check_error(folder, table(folder, "cat,sub/../sub/5.jpg\n"), twice, "remove one of the lines");
  check_error(folder, table(folder, "bird,x.jpg\n"),
              "FOLDER/t.csv: the class bird has 1 photo, a probe needs 5", "leave the class out");
  write(csv, "file,label\n");
  check_error(folder, csv, "FOLDER/t.csv: the first row names no column \"path\"", "path,label");
  write(csv);
  check_error(folder, csv, "FOLDER/t.csv: the table is empty", "columns path and label");
  write(csv, "path,label\n");
  check_error(folder, csv, "FOLDER/t.csv: there are no photos", "columns path and label");
}

}  // namespace
}  // namespace vitviz::features
