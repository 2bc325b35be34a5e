// SPDX-License-Identifier: Apache-2.0
// Which maps of a forward pass are wanted: their kind, blocks, heads and queries, held against a
// model.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/question.h"
#include "model/blueprint.h"
#include "tensor/attention_maps.h"
#include "tensor/shapes.h"

namespace vitviz::analysis {

// Where a map comes from, as far as the maps of one photo differ in it.
struct MapLabel {
  std::optional<int> block;
  std::optional<int> head;
  std::optional<int> query = {};  // counted from 1

  friend bool operator==(const MapLabel&, const MapLabel&) = default;
};

class MapSelection {
 public:
  // `queries` is the number of places that are asked about; 0 means CLS.
  // Throws Error(kArgument) when the model has no such block or head; it says which it has.
  MapSelection(const BlockChoice& block, const HeadChoice& head, const model::Blueprint& model,
               const MapKind& map = usual_map(), int queries = 0);

  // The attention of the pooling head, which counts as one block.
  [[nodiscard]] static MapSelection of_pooling_head(const HeadChoice& head,
                                                    const model::Blueprint& model);

  // B × H' labels, block by block: B is 1 or L, and H' is 1 (one head, all fused, or a map that
  // knows no heads) or H. Each query has all of them.
  [[nodiscard]] std::vector<MapLabel> labels() const;

  // The attention maps of one query, a row for each label, not renormalised: [B · H', N].
  // `attention` has all blocks of the model, or is the pooling head's.
  [[nodiscard]] tensor::Matrix maps_of(const tensor::AttentionMaps& attention) const;

  [[nodiscard]] int block_count() const { return block_count_; }                        // B
  [[nodiscard]] int heads_per_block() const { return each_head() ? model_heads_ : 1; }  // H'

  // "block03", "head2": zeros in front so that names sort as numbers do.
  [[nodiscard]] int block_digits() const;
  [[nodiscard]] int head_digits() const;
  [[nodiscard]] int query_digits() const;

  // The block of a map of labels(), counted from 0. The pooling head's counts as block 0.
  [[nodiscard]] int block_of(int map) const { return first_block_ + map / heads_per_block(); }
  // The only block, counted from 0; nothing when each is wanted.
  [[nodiscard]] std::optional<int> only_block() const;
  [[nodiscard]] model::Observed observed() const { return observed_; }
  [[nodiscard]] std::vector<int> blocks() const;  // counted from 0, ascending
  [[nodiscard]] const MapKind& map() const { return *map_; }
  [[nodiscard]] bool has_heads() const { return map_->has_heads(); }
  [[nodiscard]] int query_count() const { return queries_; }
  [[nodiscard]] bool is_pooling_head() const { return pooling_head_; }
  [[nodiscard]] const HeadChoice& head() const { return head_; }

 private:
  [[nodiscard]] bool each_head() const {
    return has_heads() && std::holds_alternative<Each>(head_);
  }

  int model_blocks_;
  int model_heads_;
  int first_block_;
  int block_count_;
  bool each_block_;
  HeadChoice head_;
  model::Observed observed_;
  const MapKind* map_;
  int queries_;
  bool pooling_head_ = false;
};

// What a number of the attention is, in words: "share of the CLS token's attention".
[[nodiscard]] std::string meaning_of_attention(const MapSelection& selection);

}  // namespace vitviz::analysis
