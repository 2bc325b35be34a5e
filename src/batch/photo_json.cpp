// SPDX-License-Identifier: Apache-2.0
#include "batch/photo_json.h"

#include <cmath>
#include <span>

#include "base/base64.h"
#include "base/named.h"
#include "base/utf8.h"
#include "model/precision_names.h"

namespace vitviz::batch {
std::string text_of(const Json& object) {
  constexpr int kOneLine = -1;
  return object.dump(kOneLine, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

std::string line_of(const Json& object) { return text_of(object) + '\n'; }

void add_path(Json& object, const std::string& name, const std::filesystem::path& path) {
  object[name] = path.string();
  if (!base::is_utf8(path.string()))
    object[name + "_base64"] = base::base64(std::as_bytes(std::span(path.native())));
}

Json photo_json(const std::filesystem::path& photo) {
  Json object = Json::object();
  add_path(object, "photo", photo);
  return object;
}

Json photo_json(const std::filesystem::path& photo, const image::Geometry& geometry,
                const model::Blueprint& model) {
  Json object = photo_json(photo);
  object.update(Json{
      {"width", geometry.photo.width},
      {"height", geometry.photo.height},
      {"model", model.name},
      {"precision", base::name_of(model::kPrecisions, model.precision)},
      {"input", {{"width", geometry.network.width}, {"height", geometry.network.height}}},
      {"grid",
       {{"rows", geometry.grid.rows}, {"cols", geometry.grid.cols}, {"patch", geometry.patch}}}});
  return object;
}

Json rectangle_json(const image::Rectangle& rectangle) {
  return {{"x", rectangle.corner.x},
          {"y", rectangle.corner.y},
          {"width", rectangle.size.width},
          {"height", rectangle.size.height}};
}

Json classes_json(const std::vector<analysis::RankedClass>& classes) {
  Json list = Json::array();
  for (const analysis::RankedClass& one : classes) {
    Json object = {{"label", one.label}, {"index", one.index}, {"probability", one.probability}};
    if (one.label.empty()) object.erase("label");
    list.push_back(object);
  }
  return list;
}

double rounded_seconds(double seconds) { return std::round(seconds * 1e6) / 1e6; }

}  // namespace vitviz::batch
