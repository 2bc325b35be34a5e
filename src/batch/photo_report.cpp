// SPDX-License-Identifier: Apache-2.0
#include "batch/photo_report.h"

#include "base/named.h"
#include "base/text.h"
#include "batch/label_json.h"
#include "batch/photo_json.h"

namespace vitviz::batch {
namespace {

// What a label says, put in front of what it is said of.
Json labelled(const analysis::MapLabel& label, const Json& object) {
  Json all = Json::object();
  if (label.block) all["block"] = *label.block;
  if (label.query) all["query"] = *label.query;
  all.update(object);
  return all;
}

// The object alone where there is one without a label; else a list.
Json one_or_list(const Json& list) {
  const bool alone = list.size() == 1 && !list[0].contains("block") && !list[0].contains("query");
  return alone ? list[0] : list;
}

Json prefix_json(const std::vector<analysis::LabelledShare>& shares) {
  Json list = Json::array();
  for (const auto& [label, share] : shares) {
    Json object = Json::object();
    if (share.cls) object["cls"] = *share.cls;
    if (share.distillation) object["distillation"] = *share.distillation;
    if (share.registers) object["registers"] = *share.registers;
    list.push_back(labelled(label, object));
  }
  return one_or_list(list);
}

Json outliers_json(const std::vector<analysis::LabelledOutliers>& all) {
  Json list = Json::array();
  for (const auto& [label, outliers] : all) {
    list.push_back(labelled(label, {{"count", outliers.indices.size()},
                                    {"threshold", outliers.threshold},
                                    {"median", outliers.median},
                                    {"mad", outliers.deviation}}));
  }
  return one_or_list(list);
}

Json queries_json(const DrawnPhoto& drawn) {
  Json list = Json::array();
  const int cols = drawn.geometry.grid.cols;
  for (const analysis::Query& query : drawn.queries) {
    list.push_back({{"x", query.asked.x},
                    {"y", query.asked.y},
                    {"row", query.patch / cols},
                    {"col", query.patch % cols}});
  }
  return list;
}

Json objects_json(const std::vector<FoundObject>& objects) {
  Json list = Json::array();
  for (const FoundObject& found : objects) {
    Json object = Json::object();
    add_label(object, found.label);
    object["object"] = found.number;
    object["box"] = rectangle_json(found.shape.box);
    object["area"] = found.shape.area;
    list.push_back(object);
  }
  return list;
}

Json file_json(const PictureFile& file) {
  Json object = {{"view", file.view}};
  add_label(object, file.label);
  if (file.object) object["object"] = *file.object;
  if (file.scale) {
    object["range"] = {file.scale->range.lowest, file.scale->range.highest};
    object["gamma"] = file.scale->gamma;
    object["beyond"] = file.beyond;
  }
  add_path(object, "path", file.path);
  return object;
}

Json file_json(const ArrayFile& file) {
  Json object = {{"raw", base::name_of(kRawArrays, file.array)}};
  add_path(object, "path", file.path);
  if (file.array != RawArray::kNpz) object["shape"] = file.shape;
  return object;
}

Json files_json(const DrawnPhoto& drawn) {
  Json files = Json::array();
  for (const auto& file : drawn.files) {
    files.push_back(std::visit([](const auto& one) { return file_json(one); }, file));
  }
  return files;
}

Json seconds_json(const Timings& seconds) {
  return {{"read", rounded_seconds(seconds.read)},
          {"forward", rounded_seconds(seconds.forward)},
          {"draw", rounded_seconds(seconds.draw)},
          {"write", rounded_seconds(seconds.write)},
          {"total", rounded_seconds(seconds.total)}};
}

}  // namespace

std::string paths_of(const DrawnPhoto& drawn, PathForm form) {
  std::string lines;
  for (const auto& file : drawn.files) {
    const auto path = std::visit([](const auto& one) { return one.path.string(); }, file);
    lines += form == PathForm::kPrintable ? base::printable(path) : path;
    lines += form == PathForm::kRawNul ? '\0' : '\n';
  }
  return lines;
}

std::string json_of(const std::filesystem::path& photo, const DrawnPhoto& drawn,
                    const model::Blueprint& model, const analysis::MapSelection& selection) {
  Json object = photo_json(photo, drawn.geometry, model);
  object["map"] = selection.map().name;
  object["block"] = block_json(selection);
  if (drawn.crop) object["crop"] = rectangle_json(*drawn.crop);
  if (selection.has_heads()) object["head"] = head_json(selection);
  if (!drawn.queries.empty()) object["queries"] = queries_json(drawn);
  if (drawn.clip) {
    object["frames"] = drawn.clip->frames;
    object["frame_rate"] = video::value_of(drawn.clip->rate);
  }
  if (model.prefix_count() > 0 && !drawn.clip)
    object["prefix_share"] = prefix_json(drawn.findings.prefix_shares);
  if (!drawn.findings.outliers.empty()) object["outliers"] = outliers_json(drawn.findings.outliers);
  if (!drawn.findings.classes.empty()) object["classes"] = classes_json(drawn.findings.classes);
  if (drawn.mask) object["mask"] = {{"method", drawn.mask->method}, {"refine", drawn.mask->refine}};
  if (!drawn.objects.empty()) object["objects"] = objects_json(drawn.objects);
  if (!drawn.notes.empty()) object["notes"] = drawn.notes;
  object["files"] = files_json(drawn);
  object["seconds"] = seconds_json(drawn.seconds);
  return line_of(object);
}

std::string json_of(const std::filesystem::path& photo, const base::Failure& failure) {
  Json object = photo_json(photo);
  object["error"] = failure.message;
  if (!failure.hint.empty()) object["hint"] = failure.hint;
  return line_of(object);
}

}  // namespace vitviz::batch
