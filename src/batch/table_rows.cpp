// SPDX-License-Identifier: Apache-2.0
#include "batch/table_rows.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "batch/label_json.h"
#include "image/raster.h"

namespace vitviz::batch {
namespace {

Json photo_columns(const DrawnPhoto& drawn, const model::Blueprint& model,
                   const analysis::MapSelection& selection) {
  const image::Geometry& geometry = drawn.geometry;
  Json columns = {{"width", geometry.photo.width},
                  {"height", geometry.photo.height},
                  {"input_width", geometry.network.width},
                  {"input_height", geometry.network.height},
                  {"rows", geometry.grid.rows},
                  {"cols", geometry.grid.cols},
                  {"model", model.name},
                  {"map", selection.map().name}};
  if (!drawn.findings.classes.empty()) {
    const analysis::RankedClass& likeliest = drawn.findings.classes.front();
    columns["class_index"] = likeliest.index;
    if (!likeliest.label.empty()) columns["class_label"] = likeliest.label;
    columns["class_probability"] = likeliest.probability;
  }
  columns["seconds_forward"] = rounded_seconds(drawn.seconds.forward);
  columns["seconds_total"] = rounded_seconds(drawn.seconds.total);
  return columns;
}

void add_measures(Json& columns, const maps::MapMeasures& measures,
                  const image::Geometry& geometry) {
  columns["entropy"] = measures.entropy;
  columns["concentration"] = measures.concentration;
  columns["center_x"] = measures.col / geometry.cols_per_pixel();
  columns["center_y"] = measures.row / geometry.rows_per_pixel();
}

image::Rectangle united(const image::Rectangle& a, const image::Rectangle& b) {
  const image::Pixel corner{std::min(a.corner.x, b.corner.x), std::min(a.corner.y, b.corner.y)};
  const auto right = [](const image::Rectangle& box) { return box.corner.x + box.size.width; };
  const auto bottom = [](const image::Rectangle& box) { return box.corner.y + box.size.height; };
  return {corner,
          {std::max(right(a), right(b)) - corner.x, std::max(bottom(a), bottom(b)) - corner.y}};
}

// Objects that are told apart have no pixel in common.
masks::ObjectPart all_of(const std::vector<FoundObject>& objects, const analysis::MapLabel& label) {
  masks::ObjectPart all;
  for (const FoundObject& object : objects) {
    if (object.label != label) continue;
    all.box = all.area == 0 ? object.shape.box : united(all.box, object.shape.box);
    all.area += object.shape.area;
  }
  return all;
}

void add_mask(Json& columns, const analysis::MapLabel& label, const DrawnPhoto& drawn) {
  const masks::ObjectPart object = all_of(drawn.objects, label);
  columns["mask"] = drawn.mask->method;
  columns["mask_area"] = object.area;
  columns["mask_share"] = static_cast<double>(object.area) /
                          static_cast<double>(image::pixel_count(drawn.geometry.photo));
  if (object.area == 0) return;
  columns["box_x"] = object.box.corner.x;
  columns["box_y"] = object.box.corner.y;
  columns["box_width"] = object.box.size.width;
  columns["box_height"] = object.box.size.height;
}

// Of the block and the query; all of its heads have them in common.
void add_shares(Json& columns, const analysis::MapLabel& label,
                const std::vector<analysis::LabelledShare>& shares) {
  const auto of_map = std::find_if(shares.begin(), shares.end(), [&](const auto& share) {
    return share.label.block == label.block && share.label.query == label.query;
  });
  if (of_map == shares.end()) return;
  const analysis::PrefixShare& share = of_map->share;
  if (share.cls) columns["cls_share"] = *share.cls;
  if (share.distillation) columns["distillation_share"] = *share.distillation;
  if (share.registers) columns["registers_share"] = *share.registers;
}

Json map_columns(const analysis::MeasuredMap& map, const DrawnPhoto& drawn,
                 const analysis::MapSelection& selection) {
  Json columns = {{"block", block_json(selection)}};
  if (selection.has_heads()) columns["head"] = head_json(selection);
  add_label(columns, map.label);
  if (map.measures) add_measures(columns, *map.measures, drawn.geometry);
  if (drawn.mask) add_mask(columns, map.label, drawn);
  add_shares(columns, map.label, drawn.findings.prefix_shares);
  return columns;
}

}  // namespace

Json table_entry(const DrawnPhoto& drawn, const model::Blueprint& model,
                 const analysis::MapSelection& selection) {
  Json entry = {{"all", photo_columns(drawn, model, selection)}, {"maps", Json::array()}};
  for (const analysis::MeasuredMap& map : drawn.maps) {
    entry["maps"].push_back(map_columns(map, drawn, selection));
  }
  return entry;
}

}  // namespace vitviz::batch
