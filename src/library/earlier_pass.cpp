// SPDX-License-Identifier: Apache-2.0
#include "library/earlier_pass.h"

#include "analysis/drawn_blocks.h"

namespace vitviz::library {
namespace {

using analysis::Inquiry;
using analysis::NetworkOutput;

bool needs(const Inquiry& inquiry, bool masks::Needs::*material) {
  return inquiry.rule != nullptr && inquiry.rule->needs(material);
}

bool has_features(const Answer& earlier, const Inquiry& inquiry) {
  return !earlier.seen.output.features.empty() && earlier.rule.features == inquiry.rule->features &&
         analysis::drawn_blocks(earlier.inquiry) == analysis::drawn_blocks(inquiry);
}

bool is_told(const Answer& earlier, const Inquiry& inquiry) {
  const NetworkOutput& output = earlier.seen.output;
  if (inquiry.selection.map().source != analysis::Source::kAttention) return false;
  if (inquiry.extras.block_tokens || earlier.selection.is_pooling_head()) return false;
  if (inquiry.selection.is_pooling_head() && output.pooling_attention.size() == 0) return false;
  if (needs(inquiry, &masks::Needs::features) && !has_features(earlier, inquiry)) return false;
  return !needs(inquiry, &masks::Needs::head) || output.tokens.size() > 0;
}

}  // namespace

std::optional<NetworkOutput> told_by(const Answer& earlier, const Inquiry& inquiry) {
  if (!is_told(earlier, inquiry)) return std::nullopt;
  const NetworkOutput& output = earlier.seen.output;
  NetworkOutput told;
  if (inquiry.selection.is_pooling_head()) {
    const tensor::PatchGrid grid = earlier.seen.photo.geometry.grid;
    tensor::AttentionMaps pooling(1, inquiry.model.blueprint().heads, grid);
    pooling.block(0) = output.pooling_attention.rightCols(grid.count());
    told.attention.push_back(std::move(pooling));
  } else {
    told.attention = output.attention;
  }
  if (needs(inquiry, &masks::Needs::features)) told.features = output.features;
  if (needs(inquiry, &masks::Needs::head)) told.tokens = output.tokens;
  return told;
}

}  // namespace vitviz::library
