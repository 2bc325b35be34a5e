// SPDX-License-Identifier: Apache-2.0
#include "features/probe.h"

#include "base/check.h"
#include "features/cross_validation.h"
#include "features/knn.h"

namespace vitviz::features {
namespace {

ProbeScore score_of(std::span<const int> labels, std::span<const int> predicted, int classes) {
  return {accuracy_of(labels, predicted), confusion_of(labels, predicted, classes)};
}

}  // namespace

std::vector<Readout> probed_readouts(const model::Blueprint& blueprint) {
  if (!blueprint.has_cls()) return {Readout::kMean};
  return {Readout::kCls, Readout::kMean, Readout::kClsAndMean};
}

std::vector<FeatureChoice> probed_choices(std::span<const int> blocks, model::TokenState state,
                                          const model::Blueprint& blueprint) {
  std::vector<FeatureChoice> choices;
  for (const int block : blocks) {
    choices.push_back(
        {.readout = probed_readouts(blueprint).back(), .block = block, .state = state});
  }
  return choices;
}

void ProbeFeatures::add(std::span<const tensor::Matrix> rows, int label) {
  VITVIZ_CHECK(rows.size() == rows_.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    VITVIZ_CHECK(rows[i].size() == width_ || rows[i].size() == 2 * width_);
    rows_[i].insert(rows_[i].end(), rows[i].data(), rows[i].data() + rows[i].size());
  }
  labels_.push_back(label);
}

tensor::ConstMatrixRef ProbeFeatures::of(std::size_t choice, Readout readout) const {
  const std::vector<float>& rows = rows_.at(choice);
  VITVIZ_CHECK(!labels_.empty());
  const auto photos = static_cast<Eigen::Index>(labels_.size());
  const Eigen::Index width = static_cast<Eigen::Index>(rows.size()) / photos;
  const Eigen::Map<const tensor::Matrix> all(rows.data(), photos, width);
  return columns_of(all, readout, width_);
}

ReadoutScores probe(tensor::ConstMatrixRef features, std::span<const int> labels, int classes,
                    base::ThreadPool& pool) {
  ReadoutScores scores;
  scores.width = static_cast<int>(features.cols());
  scores.neighbors =
      score_of(labels, vote_of_nearest_others({}, features, labels, classes, pool), classes);
  CrossValidated linear = cross_validate(features, labels, classes, pool);
  scores.linear = score_of(labels, linear.predicted, classes);
  scores.chosen_c = std::move(linear.chosen_c);
  return scores;
}

}  // namespace vitviz::features
