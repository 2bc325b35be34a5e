// SPDX-License-Identifier: Apache-2.0
// The objects of all photos of a call as one COCO data set: https://cocodataset.org/#format-data.
//
// An image for each photo that was drawn, an annotation for each of its objects, and one category,
// "object". Segmentations are uncompressed run lengths, boxes [x, y, width, height]; where photos
// have several maps, annotations have the fields block, head and query beside COCO's own.
#pragma once

#include <filesystem>
#include <string>

#include "base/atomic_file.h"
#include "batch/draw_photo.h"
#include "batch/photo_json.h"

namespace vitviz::batch {

// What the file says of a photo and its objects, but for their numbers:
// {"width": 640, "height": 480, "annotations": […]}
[[nodiscard]] Json coco_entry(const DrawnPhoto& drawn);

class CocoFile {
 public:
  // Throws Error(kOutput) when the file exists and may not be replaced, or cannot be written.
  CocoFile(const std::filesystem::path& path, base::Overwrite overwrite);

  // Adds a photo, by its coco_entry(). Throws Error(kOutput).
  void add(const std::filesystem::path& photo, const Json& entry);

  // The file gets its name; without it, it goes. Throws Error(kOutput).
  void finish();

 private:
  void append(const std::string& text);

  base::UnnamedFile file_;
  base::Overwrite overwrite_;
  std::string images_;  // that stand behind the annotations, which are written as they come
  int image_count_ = 0;
  int annotation_count_ = 0;
};

}  // namespace vitviz::batch
