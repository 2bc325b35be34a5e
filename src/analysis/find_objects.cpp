// SPDX-License-Identifier: Apache-2.0
#include "analysis/find_objects.h"

#include <optional>
#include <variant>

#include "base/check.h"
#include "tensor/row_span.h"

namespace vitviz::analysis {
namespace {

// The head whose attention alone the map is, counted from 0.
std::optional<int> only_head(int map, const MapSelection& selection) {
  if (!selection.has_heads()) return std::nullopt;
  if (const int* head = std::get_if<int>(&selection.head())) return *head;
  if (std::holds_alternative<Each>(selection.head())) return map % selection.heads_per_block();
  return std::nullopt;
}

// Owns what MaskMaterial refers to.
class Material {
 public:
  Material(const Analysis& seen, const Inquiry& inquiry, const masks::Needs& needs,
           MapNumber number)
      : seen_(seen), map_(tensor::row_span(seen.maps[number.query], number.map)) {
    const MapSelection& selection = inquiry.selection;
    const std::optional<int> head = only_head(number.map, selection);
    if (needs.features) {
      const int block = number.map / selection.heads_per_block();
      features_ = seen.output.features[static_cast<std::size_t>(block)];
      if (head && !inquiry.rule->needs_tokens()) {
        const int width = inquiry.model.blueprint().head_width();
        features_ = features_.middleCols(*head * width, width).eval();
      }
    }
    if (needs.attention) {
      const auto heads = seen.output.attention[number.query].block(selection.block_of(number.map));
      attention_ = heads;
      if (head) attention_ = heads.row(*head);
    }
    if (needs.head) {
      const auto& weights = inquiry.model.weights().mask_head;
      VITVIZ_CHECK(weights.has_value());
      head_ = {weights->weight, weights->bias};
      tokens_ = seen.output.tokens.bottomRows(seen.photo.geometry.grid.count());
    }
  }

  [[nodiscard]] masks::MaskMaterial parts() const {
    return {seen_.photo.geometry.grid,
            map_,
            &features_,
            &attention_,
            &tokens_,
            &head_,
            seen_.photo.photo ? seen_.photo.photo.get() : seen_.photo.resized.get()};
  }

 private:
  const Analysis& seen_;
  std::span<const float> map_;
  tensor::Matrix features_;
  tensor::Matrix attention_;
  tensor::Matrix tokens_;
  masks::MaskHead head_;
};

}  // namespace

std::vector<masks::PatchScores> find_objects(const Analysis& seen, const Inquiry& inquiry,
                                             MapNumber number, base::ThreadPool& threads) {
  VITVIZ_CHECK(inquiry.rule != nullptr);
  return find_objects(seen, inquiry, *inquiry.rule->method, number, threads);
}

std::vector<masks::PatchScores> find_objects(const Analysis& seen, const Inquiry& inquiry,
                                             const masks::Method& method, MapNumber number,
                                             base::ThreadPool& threads) {
  VITVIZ_CHECK(inquiry.rule != nullptr);
  const Material material(seen, inquiry, method.needs, number);
  return method.find(material.parts(), inquiry.rule->options, threads);
}

std::vector<std::uint8_t> patch_masks(const Analysis& seen, const Inquiry& inquiry,
                                      base::ThreadPool& threads) {
  const auto patches = static_cast<std::size_t>(seen.photo.geometry.grid.count());
  std::vector<std::uint8_t> all;
  for (std::size_t query = 0; query < seen.maps.size(); ++query) {
    for (int map = 0; map < seen.maps[query].rows(); ++map) {
      std::vector<std::uint8_t> mask(patches, 0);
      for (const auto& scores : find_objects(seen, inquiry, {query, map}, threads)) {
        const auto object = inquiry.rule->method->patches(scores, inquiry.rule->options);
        for (std::size_t i = 0; i < patches; ++i) mask[i] |= object[i];
      }
      all.insert(all.end(), mask.begin(), mask.end());
    }
  }
  return all;
}

}  // namespace vitviz::analysis
