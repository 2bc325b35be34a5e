// SPDX-License-Identifier: Apache-2.0
#include "batch/coco_file.h"

#include <string_view>

#include <nlohmann/json.hpp>

#include "base/bytes_of.h"
#include "batch/label_json.h"

namespace vitviz::batch {
namespace {

Json annotation_of(const FoundObject& found, image::Size photo) {
  const image::Rectangle& box = found.shape.box;
  Json annotation = {
      {"category_id", 1},
      {"bbox", {box.corner.x, box.corner.y, box.size.width, box.size.height}},
      {"area", found.shape.area},
      {"iscrowd", 0},
      {"segmentation", {{"size", {photo.height, photo.width}}, {"counts", found.runs}}}};
  add_label(annotation, found.label);
  return annotation;
}

}  // namespace

Json coco_entry(const DrawnPhoto& drawn) {
  const image::Size size = drawn.geometry.photo;
  Json entry = {{"width", size.width}, {"height", size.height}, {"annotations", Json::array()}};
  for (const FoundObject& found : drawn.objects) {
    entry["annotations"].push_back(annotation_of(found, size));
  }
  return entry;
}

CocoFile::CocoFile(const std::filesystem::path& path, base::Overwrite overwrite)
    : file_(path), overwrite_(overwrite) {
  append("{\"annotations\": [");
}

void CocoFile::add(const std::filesystem::path& photo, const Json& entry) {
  const int number = ++image_count_;
  const Json image = {{"id", number},
                      {"file_name", photo.string()},
                      {"width", entry.at("width")},
                      {"height", entry.at("height")}};
  images_ += (number > 1 ? ",\n" : "\n") + text_of(image);
  for (const Json& found : entry.at("annotations")) {
    Json annotation = {{"id", ++annotation_count_}, {"image_id", number}};
    annotation.update(found);
    append((annotation_count_ > 1 ? ",\n" : "\n") + text_of(annotation));
  }
}

void CocoFile::finish() {
  append("\n], \"images\": [" + images_ +
         "\n], \"categories\": [{\"id\": 1, \"name\": \"object\"}]}\n");
  file_.finish(overwrite_);
}

void CocoFile::append(const std::string& text) { file_.append(base::bytes_of(text)); }

}  // namespace vitviz::batch
