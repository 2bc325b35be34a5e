// SPDX-License-Identifier: Apache-2.0
#include "report/photo_sight.h"

#include <algorithm>
#include <utility>

#include "analysis/block_counter.h"
#include "analysis/photo_input.h"
#include "base/base64.h"
#include "base/text.h"
#include "batch/photo_memory.h"
#include "measures/measurer.h"
#include "measures/table_json.h"
#include "report/attention_codes.h"
#include "report/class_table.h"
#include "report/page_data.h"
#include "report/shown_photo.h"
#include "report/token_colors.h"

namespace vitviz::report {
namespace {

constexpr int kLongestSide = 1600;
constexpr std::size_t kMostPhotoBytes = 1'200'000;
constexpr std::size_t kTableBytes = 500'000;  // of tables and pictures of the model, amply

Json json_of(const ShownPhoto& shown, const std::filesystem::path& path,
             const image::Geometry& geometry) {
  return {{"name", base::printable(path.filename().string())},
          {"width", geometry.photo.width},
          {"height", geometry.photo.height},
          {"jpeg", base::base64(shown.jpeg)},
          {"shown_width", shown.size.width},
          {"shown_height", shown.size.height}};
}

Json json_of(const AttentionCodes& codes, const KeptAttention& kept,
             const model::Blueprint& blueprint, int tokens) {
  Json summary = Json::array();
  Json patches = Json::array();
  for (const AttentionCodes::Block& block : codes.blocks()) {
    summary.push_back(block.summary.empty() ? Json(nullptr) : text_of(block.summary));
    Json& one = patches.emplace_back(nullptr);
    if (block.codes.empty()) continue;
    one = {{"codes", text_of(block.codes)}};
    if (block.places.empty()) continue;
    const bool in_bits = places_of(kept.weights, tokens) == Places::kBits;
    one[in_bits ? "bits" : "indices"] = text_of(block.places);
  }
  return {{"floor", kFloor},
          {"summary", std::move(summary)},
          {"kept", kept.weights},
          {"patches", std::move(patches)},
          {"left_out", left_out(kept, blueprint, tokens)}};
}

Json json_of(const TokenColors& colors, base::ThreadPool& threads) {
  const auto texts = [](const std::vector<PatchColors>& blocks) {
    Json all = Json::array();
    for (const PatchColors& block : blocks) all.push_back(text_of(block));
    return all;
  };
  return {{"own", texts(colors.own(threads))}, {"common", texts(colors.common())}};
}

// What is left of the page for attention, in bytes before they become text.
std::size_t bytes_for_attention(std::size_t most, std::size_t jpeg, int blocks, int patches) {
  const std::size_t colors = 2 * static_cast<std::size_t>(blocks) *
                             base::base64_size(3 * static_cast<std::size_t>(patches));
  const std::size_t taken = base::base64_size(jpeg) + colors + kTableBytes;
  return taken < most ? (most - taken) / 4 * 3 : 0;
}

Json json_of_classes(const measures::Table& classes) {
  Json all = Json::array();
  for (const measures::Row& row : classes.rows) {
    all.push_back({{"label", std::get<std::string>(row.keys[1])}, {"probability", row.values[0]}});
  }
  return all;
}

}  // namespace

Sight photo_sight(const PhotoJob& job, base::ThreadPool& threads,
                  const analysis::BlockObserver& on_block) {
  const model::VisionTransformer& model = job.model;
  const model::Blueprint& blueprint = model.blueprint();
  const auto [memory, input] =
      batch::read_for_network(job.photo, job.question, blueprint, job.memory, threads);
  const ShownPhoto shown = shown_photo(job.photo, job.question, blueprint, kLongestSide,
                                       std::min(kMostPhotoBytes, job.most_bytes / 8), threads);
  const tensor::PatchGrid grid = input.geometry.grid;
  const KeptAttention kept = attention_that_fits(
      blueprint, grid.count(),
      bytes_for_attention(job.most_bytes, shown.jpeg.size(), blueprint.blocks, grid.count()));

  measures::Measurer measurer(model, grid, threads);
  AttentionCodes codes(blueprint, grid.count(), kept, threads);
  TokenColors colors(blueprint.blocks, grid.count());
  analysis::BlockCounter counter(on_block);
  const model::Result result = model.forward(
      analysis::network_input(input, blueprint, threads), grid,
      {model::Goal::kTokens, {&measurer, &codes, &colors, &counter}}, threads, threads.stop());

  Sight sight{{}, measurer.tables()};
  Json data = json_of(model);
  data["network"]["input_width"] = input.geometry.network.width;
  data["network"]["input_height"] = input.geometry.network.height;
  for (const std::string& note : input.notes) data["notes"].push_back(note);
  data["photo"] = json_of(shown, job.photo, input.geometry);
  data["grid"] = {{"rows", grid.rows}, {"cols", grid.cols}};
  data["attention"] = json_of(codes, kept, blueprint, blueprint.prefix_count() + grid.count());
  data["pca"] = json_of(colors, threads);
  data["outliers"] = measurer.outliers();
  data["classes"] = Json::array();
  if (result.logits.size() > 0) {
    sight.tables.push_back(class_table(result.logits, blueprint.labels));
    data["classes"] = json_of_classes(sight.tables.back());
  }
  data["tables"] = measures::json_of(sight.tables);
  data["deviations"] = nullptr;
  data["photos"] = nullptr;
  sight.data = data.dump();
  return sight;
}

}  // namespace vitviz::report
