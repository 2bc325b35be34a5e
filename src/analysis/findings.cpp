// SPDX-License-Identifier: Apache-2.0
#include "analysis/findings.h"

#include <cstddef>
#include <optional>

namespace vitviz::analysis {
namespace {

MapLabel label_of(std::size_t block, const MapSelection& selection) {
  const auto number =
      selection.only_block() ? std::nullopt : std::optional(selection.blocks()[block]);
  return {number, {}, {}};
}

std::vector<LabelledShare> prefix_shares(const NetworkOutput& output,
                                         const MapSelection& selection) {
  std::vector<LabelledShare> shares;
  for (std::size_t query = 0; query < output.prefix_share.size(); ++query) {
    for (std::size_t block = 0; block < output.prefix_share[query].size(); ++block) {
      MapLabel label = label_of(block, selection);
      if (selection.query_count() > 0) label.query = static_cast<int>(query) + 1;
      shares.push_back({label, output.prefix_share[query][block]});
    }
  }
  return shares;
}

std::vector<LabelledOutliers> outliers(const Analysis& analysis, const MapSelection& selection) {
  std::vector<LabelledOutliers> all;
  if (!selection.map().has_outliers) return all;
  for (const auto& map : analysis.maps.front().rowwise()) {
    all.push_back({label_of(all.size(), selection), maps::find_outliers(map)});
  }
  return all;
}

}  // namespace

Findings findings_of(const Analysis& analysis, const Inquiry& inquiry) {
  const tensor::Vector& logits = analysis.output.logits;
  Findings findings{
      prefix_shares(analysis.output, inquiry.selection), outliers(analysis, inquiry.selection), {}};
  if (logits.size() > 0) {
    findings.classes = likeliest_classes({logits.data(), static_cast<std::size_t>(logits.size())},
                                         inquiry.model.blueprint().labels);
  }
  return findings;
}

}  // namespace vitviz::analysis
