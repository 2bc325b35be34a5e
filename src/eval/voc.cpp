// SPDX-License-Identifier: Apache-2.0
#include "eval/voc.h"

#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "base/bytes_of.h"
#include "eval/data_set_error.h"
#include "eval/name_list.h"
#include "eval/voc_annotation.h"

namespace vitviz::eval {
namespace {

namespace fs = std::filesystem;

// Where the truth of one kind lies.
struct Place {
  std::string_view folder;
  std::string_view extension;
  std::string_view lists;
};

Place place_of(VocTruth truth) {
  switch (truth) {
    case VocTruth::kInstances:
      return {"SegmentationObject", ".png", "ImageSets/Segmentation"};
    case VocTruth::kClasses:
      return {"SegmentationClass", ".png", "ImageSets/Segmentation"};
    case VocTruth::kBoxes:
      break;
  }
  return {"Annotations", ".xml", "ImageSets/Main"};
}

fs::path list_of(const fs::path& root, const Place& place, const std::string& split) {
  fs::path list = root / place.lists / (split + ".txt");
  std::error_code ignored;
  if (fs::exists(list, ignored)) return list;
  std::vector<std::string> splits;
  for (const fs::path& file : files_in(root / place.lists)) splits.push_back(file.stem().string());
  fail_data_set(list, "there is no such split",
                splits.empty() ? "" : "there are " + some_of(splits));
}

std::vector<std::string> names_of(const fs::path& root, const Place& place,
                                  const std::string& split) {
  if (!split.empty()) return read_name_list(list_of(root, place, split));
  std::vector<std::string> names;
  for (const fs::path& file : files_in(root / place.folder)) {
    if (file.extension() == place.extension) names.push_back(file.stem().string());
  }
  if (names.empty()) {
    fail_data_set(root / place.folder, fmt::format("there are no {} files", place.extension));
  }
  return names;
}

std::vector<TrueBox> read_boxes(const fs::path& file) {
  constexpr std::size_t kMaxAnnotationBytes = std::size_t{4} << 20;
  const std::string xml = read_text(file, kMaxAnnotationBytes);
  return parse_voc_boxes(base::bytes_of(xml), file.string());
}

}  // namespace

std::vector<Example> find_voc_photos(const fs::path& root, VocTruth truth,
                                     const std::string& split) {
  const Place place = place_of(truth);
  std::vector<Example> examples;
  for (const std::string& name : names_of(root, place, split)) {
    examples.push_back({.name = name,
                        .photo = root / "JPEGImages" / (name + ".jpg"),
                        .mask = root / place.folder / fmt::format("{}{}", name, place.extension),
                        .boxes = {}});
  }
  check_exist(examples, &Example::photo, "files", root / "JPEGImages");
  check_exist(examples, &Example::mask, "files", root / place.folder);
  if (truth == VocTruth::kBoxes) {
    for (Example& example : examples) {
      example.boxes = read_boxes(example.mask);
      example.mask.clear();
    }
  }
  return examples;
}

}  // namespace vitviz::eval
