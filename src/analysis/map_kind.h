// SPDX-License-Identifier: Apache-2.0
// What a map's numbers are. A new kind of map is a file like similarity_map.cpp and its row in
// map_kind.cpp; whatever lists, names, explains or computes maps asks the table.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/named.h"
#include "model/blueprint.h"
#include "model/request.h"
#include "tensor/attention_maps.h"
#include "tensor/shapes.h"

namespace vitviz::analysis {

class MapSelection;
struct Query;

// Where the numbers come from.
enum class Source {
  kAttention,  // the attention of blocks and heads itself
  kRollout,    // that of all blocks up to one, for each head (nn/rollout.h)
  kTokens,     // the tokens of blocks, which have no heads
};

// What a forward pass left of one query.
struct MapMaterial {
  const tensor::AttentionMaps& attention;           // all blocks and heads
  const tensor::Matrix* rollout;                    // [B · H', T]; null for other sources
  const std::vector<tensor::Matrix>& block_tokens;  // [T, D] of each drawn block, if needed
  const Query* query;                               // null: CLS
  const model::Blueprint& model;
  const MapSelection& selection;
};

struct MapKind {
  std::string_view name;  // as it is asked for, and as files have it
  std::string_view help;  // one line
  Source source;
  model::TokenState usual_tokens = model::TokenState::kNormed;
  std::string_view without_cls;   // what it is of a model without CLS; empty where CLS is not asked
  std::string_view no_queries{};  // why it takes no queries; empty where it does
  bool is_signed = false;         // whether its numbers may be below zero
  bool has_outliers = false;      // whether single patches stand out of its colours (token_norms.h)
  // What a number is, as a legend says it.
  std::string (*meaning)(const MapSelection& selection);
  // A row for each of MapSelection::labels(): [B · H', N].
  tensor::Matrix (*compute)(const MapMaterial& material);

  [[nodiscard]] bool has_heads() const { return source != Source::kTokens; }
};

// All kinds of map by name, as lists show them.
[[nodiscard]] std::span<const base::Named<const MapKind*>> map_kinds();

// The default: attention.
[[nodiscard]] const MapKind& usual_map();

}  // namespace vitviz::analysis
