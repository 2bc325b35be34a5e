// SPDX-License-Identifier: Apache-2.0
#include "analysis/map_selection.h"

#include <numeric>
#include <variant>

#include <fmt/format.h>

#include "base/error.h"
#include "maps/fuse_heads.h"

namespace vitviz::analysis {
namespace {

// The block that `choice` means, counted from 0; the first one when each is wanted.
int resolve_block(const BlockChoice& choice, int blocks) {
  if (std::holds_alternative<Each>(choice)) return 0;
  const int block = std::get<int>(choice);
  if (block < -blocks || block >= blocks) {
    base::fail_argument("block", std::to_string(block),
                        fmt::format("this model has {} blocks, 0 to {}", blocks, blocks - 1),
                        fmt::format("-1 is the last block, {} the first", -blocks));
  }
  return block < 0 ? block + blocks : block;
}

void check_head(const HeadChoice& choice, int heads) {
  const int* head = std::get_if<int>(&choice);
  if (head != nullptr && *head >= heads) {
    base::fail_argument("head", std::to_string(*head),
                        fmt::format("this model has {} heads, 0 to {}", heads, heads - 1));
  }
}

// The rows of one block that are wanted: [H', N].
tensor::Matrix rows_of_block(tensor::ConstMatrixRef heads, const HeadChoice& choice) {
  if (const int* head = std::get_if<int>(&choice)) return heads.row(*head);
  if (const auto* fusion = std::get_if<tensor::HeadFusion>(&choice)) {
    return maps::fuse_heads(heads, *fusion);
  }
  return heads;
}

int digits(int count) { return static_cast<int>(std::to_string(count - 1).size()); }

}  // namespace

MapSelection::MapSelection(const BlockChoice& block, const HeadChoice& head,
                           const model::Blueprint& model, const MapKind& map, int queries)
    : model_blocks_(model.blocks),
      model_heads_(model.heads),
      first_block_(resolve_block(block, model.blocks)),
      block_count_(std::holds_alternative<Each>(block) ? model.blocks : 1),
      each_block_(std::holds_alternative<Each>(block)),
      head_(head),
      observed_(model.observed()),
      map_(&map),
      queries_(queries) {
  check_head(head, model.heads);
}

MapSelection MapSelection::of_pooling_head(const HeadChoice& head, const model::Blueprint& model) {
  MapSelection selection(0, head, model);
  selection.pooling_head_ = true;
  return selection;
}

std::vector<int> MapSelection::blocks() const {
  std::vector<int> blocks(static_cast<std::size_t>(block_count_));
  std::iota(blocks.begin(), blocks.end(), first_block_);
  return blocks;
}

std::vector<MapLabel> MapSelection::labels() const {
  std::vector<MapLabel> labels;
  for (int block = first_block_; block < first_block_ + block_count_; ++block) {
    for (int head = 0; head < heads_per_block(); ++head) {
      labels.push_back({each_block_ ? std::optional(block) : std::nullopt,
                        each_head() ? std::optional(head) : std::nullopt});
    }
  }
  return labels;
}

tensor::Matrix MapSelection::maps_of(const tensor::AttentionMaps& attention) const {
  const Eigen::Index rows = heads_per_block();
  tensor::Matrix maps(rows * block_count_, attention.grid().count());
  for (int i = 0; i < block_count_; ++i) {
    maps.middleRows(i * rows, rows) = rows_of_block(attention.block(first_block_ + i), head_);
  }
  return maps;
}

int MapSelection::block_digits() const { return digits(model_blocks_); }
int MapSelection::head_digits() const { return digits(model_heads_); }
int MapSelection::query_digits() const { return digits(queries_ + 1); }

std::optional<int> MapSelection::only_block() const {
  return each_block_ ? std::nullopt : std::optional(first_block_);
}

std::string meaning_of_attention(const MapSelection& selection) {
  if (selection.query_count() > 0) return "share of the patch's attention";
  if (selection.is_pooling_head()) return "share of the pooling head's attention";
  return selection.observed() == model::Observed::kCls ? "share of the CLS token's attention"
                                                       : "share of attention, mean of all patches";
}

}  // namespace vitviz::analysis
