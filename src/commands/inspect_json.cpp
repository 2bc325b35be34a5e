// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "commands/inspect_report.h"
#include "commands/inspect_words.h"
#include "model/photo_filter_names.h"
#include "screen/as_options.h"

namespace vitviz::commands {
namespace {

using Json = nlohmann::ordered_json;

// 0.485 instead of the 0.48500001430511475 that a float's exact value is.
double as_written(float value) { return std::strtod(fmt::format("{}", value).c_str(), nullptr); }

Json json_of(const tensor::PerChannel& values) {
  Json list = Json::array();
  for (const float value : values) list.push_back(as_written(value));
  return list;
}

Json prefix_json(const model::Blueprint& blueprint) {
  Json list = Json::array();
  for (const model::PrefixToken token : blueprint.prefix) {
    list.push_back(base::name_of(kPrefixTokens, token));
  }
  return list;
}

Json grid_json(const tensor::PatchGrid& grid) {
  if (grid.count() == 0) return nullptr;
  return {{"rows", grid.rows}, {"cols", grid.cols}};
}

const char* map_word(const checkpoint::Inspection& inspection) {
  if (inspection.pooling_attention) return "pooling";
  return inspection.blueprint.observed() == model::Observed::kCls ? "cls" : "patches";
}

Json assumptions_json(const model::Blueprint& blueprint) {
  Json list = Json::array();
  for (const std::string& assumption : blueprint.assumptions) {
    list.push_back(screen::as_options(assumption));
  }
  return list;
}

Json pooling_json(const checkpoint::Inspection& inspection) {
  const model::Blueprint& blueprint = inspection.blueprint;
  if (blueprint.has_pooling_head) {
    return {{"runs", true}, {"mlp_width", inspection.pooling_mlp_width}, {"problem", nullptr}};
  }
  if (blueprint.pooling_problem.empty()) return nullptr;
  return {{"runs", false}, {"mlp_width", nullptr}, {"problem", blueprint.pooling_problem}};
}

Json projection_json(const model::Blueprint& blueprint) {
  if (blueprint.projection_width == 0) return nullptr;
  return blueprint.projection_width;
}

Json tensor_json(const checkpoint::InspectedTensor& tensor) {
  return {{"name", tensor.name},
          {"type", name_of(tensor.type)},
          {"shape", tensor.shape},
          {"bytes", tensor.bytes},
          {"used", tensor.used}};
}

Json ignored_json(const checkpoint::Inspection& inspection) {
  Json list = Json::array();
  for (const checkpoint::InspectedTensor& tensor : inspection.tensors) {
    if (!tensor.used) list.push_back(tensor.name);
  }
  return list;
}

}  // namespace

std::string json_of(const std::filesystem::path& file, const checkpoint::Inspection& inspection,
                    bool tensors) {
  const model::Blueprint& blueprint = inspection.blueprint;
  Json object = {
      {"file", file.string()},
      {"container", base::name_of(kContainers, inspection.container)},
      {"bytes", inspection.bytes},
      {"name", blueprint.name},
      {"family", blueprint.family},
      {"recognised_by", inspection.recognised_by},
      {"wrapper", inspection.wrapper},
      {"blocks", blueprint.blocks},
      {"width", blueprint.width},
      {"heads", blueprint.heads},
      {"heads_source", screen::as_options(blueprint.heads_source)},
      {"patch", blueprint.patch},
      {"prefix", prefix_json(blueprint)},
      {"map", map_word(inspection)},
      {"trained_grid", grid_json(blueprint.trained_grid)},
      {"positions", positions_in_words(blueprint)},
      {"mlp",
       {{"width", blueprint.mlp_width},
        {"activation", base::name_of(kActivations, inspection.gated_mlp ? nn::Activation::kSilu
                                                                        : blueprint.activation)},
        {"gated", inspection.gated_mlp}}},
      {"norm_epsilon", as_written(blueprint.norm_epsilon)},
      {"mean", json_of(blueprint.mean)},
      {"std", json_of(blueprint.std)},
      {"photo_filter", base::name_of(model::kPhotoFilters, blueprint.photo_filter)},
      {"default_size", blueprint.default_size},
      {"classes", blueprint.classes},
      {"pooling_head", pooling_json(inspection)},
      {"projection", projection_json(blueprint)},
      {"mask_head", inspection.mask_head},
      {"parameters", inspection.parameters},
      {"ignored", ignored_json(inspection)},
      {"assumptions", assumptions_json(blueprint)}};
  if (tensors) {
    object["tensors"] = Json::array();
    for (const auto& tensor : inspection.tensors) object["tensors"].push_back(tensor_json(tensor));
  }
  constexpr int kOneLine = -1;
  return object.dump(kOneLine, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + '\n';
}

}  // namespace vitviz::commands
