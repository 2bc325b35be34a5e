// SPDX-License-Identifier: Apache-2.0
#include "analysis/select_maps.h"

#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/error.h"

namespace vitviz::analysis {
namespace {

constexpr BlockChoice kLastBlock = -1;

}  // namespace

MapSelection select_maps(const Question& question, const model::VisionTransformer& model) {
  const bool is_attention = question.map->source == Source::kAttention;
  if (!question.block && is_attention && question.queries.empty() &&
      model.has_pooling_attention()) {
    return MapSelection::of_pooling_head(question.head, model.blueprint());
  }
  return {question.block.value_or(kLastBlock), question.head, model.blueprint(), *question.map,
          static_cast<int>(question.queries.size())};
}

void check_size(const Question& question, int patch) {
  if (!question.size) return;
  const auto* size = std::get_if<image::Size>(&*question.size);
  if (size == nullptr || (size->height % patch == 0 && size->width % patch == 0)) return;
  const auto nearest = [patch](int side) {
    return std::max(1, (side + patch / 2) / patch) * patch;
  };
  base::fail_argument(
      "size", fmt::format("{}x{}", size->height, size->width),
      fmt::format("both sides must be multiples of the model's patch, {}", patch),
      fmt::format("the nearest is {}x{}", nearest(size->height), nearest(size->width)));
}

void check_map(const Question& question, const MapSelection& selection) {
  if (!selection.has_heads() && question.head != HeadChoice(tensor::HeadFusion::kMean)) {
    base::fail_argument(
        "head", "", fmt::format("a {} map is of tokens, which have no heads", question.map->name),
        fmt::format("leave {} out, or choose {} attention or rollout", base::argument("head"),
                    base::argument("map")));
  }
  if (!question.map->no_queries.empty() && !question.queries.empty()) {
    base::fail_argument("query", "", std::string(question.map->no_queries),
                        fmt::format("leave {} out, or choose another {}", base::argument("query"),
                                    base::argument("map")));
  }
  if (question.rollout_start > selection.blocks().front()) {
    base::fail_argument(
        "rollout_start", std::to_string(question.rollout_start),
        fmt::format("a rollout of block {} would begin after it", selection.blocks().front()),
        "choose a later " + base::argument("block"));
  }
}

std::vector<std::string> notes_about(const model::VisionTransformer& model,
                                     const MapSelection& selection) {
  std::vector<std::string> notes;
  for (const std::string& assumption : model.blueprint().assumptions) {
    notes.push_back("assumed: " + assumption);
  }
  const std::string_view without_cls = selection.map().without_cls;
  if (selection.is_pooling_head()) {
    notes.push_back("the map is the attention of the model's pooling head; " +
                    base::argument("block") + " gives a block's");
  } else if (model.blueprint().observed() == model::Observed::kPatches &&
             selection.query_count() == 0 && !without_cls.empty()) {
    notes.push_back(fmt::format("the model has no CLS: {}", without_cls));
  }
  return notes;
}

}  // namespace vitviz::analysis
