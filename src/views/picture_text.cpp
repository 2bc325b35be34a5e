// SPDX-License-Identifier: Apache-2.0
#include "views/picture_text.h"

#include <string>
#include <variant>

#include <fmt/format.h>

#include "objects/comparison_text.h"
#include "views/picture_options.h"

namespace vitviz::views {
namespace {

std::string block_text(const analysis::MapLabel& label, const analysis::MapSelection& selection) {
  if (selection.is_pooling_head()) return "the pooling head";
  const std::optional<int> block = label.block ? label.block : selection.only_block();
  return block ? fmt::format("block {}", *block) : "all blocks";
}

std::string head_text(const analysis::MapLabel& label, const analysis::MapSelection& selection) {
  if (!selection.has_heads()) return "all tokens";
  if (label.head) return fmt::format("head {}", *label.head);
  if (const int* head = std::get_if<int>(&selection.head())) return fmt::format("head {}", *head);
  if (const auto* fusion = std::get_if<tensor::HeadFusion>(&selection.head())) {
    return fmt::format("{} of the heads", base::name_of(analysis::kHeadFusions, *fusion));
  }
  return "all heads";
}

std::string colors_text(const color::ValueScale& scale, int beyond, const PictureOptions& options) {
  std::string text = fmt::format("; colours {} from {:.4g} to {:.4g}, gamma {:g}",
                                 base::name_of(kColormaps, options.overlay.colormap),
                                 scale.range.lowest, scale.range.highest, scale.gamma);
  if (beyond > 0) text += fmt::format(", {} patches beyond", beyond);
  return text;
}

std::string features_text(const analysis::MaskRule& rule) {
  return std::string(base::name_of(analysis::kFeatures, rule.features));
}

std::string mask_text(const ViewInput& input) {
  const analysis::MaskRule& rule = input.finder->rule();
  std::string text = rule.method->reads_keep
                         ? fmt::format("; holds {:g} of the attention", rule.options.keep)
                         : fmt::format("; found by {}", rule.method->name);
  if (rule.method->needs.features) text += " from " + features_text(rule);
  const objects::Refine refine = input.finder->refine();
  if (refine != objects::Refine::kNone && !input.options.guided) {
    text += fmt::format(", refined: {}", base::name_of(objects::kRefines, refine));
  }
  return text;
}

}  // namespace

std::string query_text(const ViewInput& input) {
  if (input.query == nullptr) return "";
  return fmt::format(", of the patch at {},{}", input.query->asked.x, input.query->asked.y);
}

std::string map_text(const View& view, int map, const ViewInput& input) {
  const Extent extent = view.extent;
  const analysis::MapLabel label = extent == Extent::kMap || extent == Extent::kBlock
                                       ? input.selection.labels()[static_cast<std::size_t>(map)]
                                       : analysis::MapLabel{};
  return fmt::format("{} of {}, {}", input.selection.map().name, block_text(label, input.selection),
                     head_text(label, input.selection));
}

std::vector<image::PngText> texts_about(const View& view, int map, const ViewInput& input,
                                        const std::optional<color::ValueScale>& scale, int beyond) {
  const image::Geometry& geometry = input.geometry;
  std::string text = fmt::format(
      "{}: {}{}; model {}, input {} x {} pixels, patch {}", view.name, map_text(view, map, input),
      view.extent == Extent::kPhoto ? "" : query_text(input), input.model.name,
      geometry.network.width, geometry.network.height, geometry.patch);
  if (view.shows_mask) text += mask_text(input);
  if (view.compares_masks) text += "; " + objects::comparison_text(*input.finder);
  if (scale) text += colors_text(*scale, beyond, input.options);
  return {{"Software", "vitviz " VITVIZ_VERSION}, {"Description", std::move(text)}};
}

}  // namespace vitviz::views
