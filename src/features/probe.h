// SPDX-License-Identifier: Apache-2.0
// What the features of each readout of each block know about classes: CLS, the mean of the patches,
// and both, of the same forward passes.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/thread_pool.h"
#include "features/accuracy.h"
#include "features/readout.h"
#include "tensor/shapes.h"

namespace vitviz::features {

// CLS, the mean, and both; of a model without CLS the mean alone.
[[nodiscard]] std::vector<Readout> probed_readouts(const model::Blueprint& blueprint);

// What embed_photo() is asked for: for each block the widest of these readouts, which holds the
// others.
[[nodiscard]] std::vector<FeatureChoice> probed_choices(std::span<const int> blocks,
                                                        model::TokenState state,
                                                        const model::Blueprint& blueprint);

// The features of all photos: float32, in one piece for each choice.
class ProbeFeatures {
 public:
  // D, the model's width, is that of a single readout.
  ProbeFeatures(std::size_t choices, int width) : rows_(choices), width_(width) {}

  // A row for each choice, of one photo.
  void add(std::span<const tensor::Matrix> rows, int label);

  // [photos, D], of both readouts [photos, 2·D]. Valid until the next photo. Requires: a photo.
  [[nodiscard]] tensor::ConstMatrixRef of(std::size_t choice, Readout readout) const;

  [[nodiscard]] const std::vector<int>& labels() const { return labels_; }

 private:
  std::vector<std::vector<float>> rows_;
  int width_;
  std::vector<int> labels_;
};

// How one probe does on the photos it was not trained on.
struct ProbeScore {
  Accuracy accuracy;
  Confusion confusion;
};

struct ReadoutScores {
  int block = 0;
  Readout readout = Readout::kCls;
  int width = 0;
  ProbeScore neighbors;          // the vote of DINO's eval_knn.py: each photo by all others
  ProbeScore linear;             // cross_validate(): each photo by those of other folds
  std::vector<double> chosen_c;  // for each fold of the linear probe
};

// Both probes. Requires: what cross_validate() does.
[[nodiscard]] ReadoutScores probe(tensor::ConstMatrixRef features, std::span<const int> labels,
                                  int classes, base::ThreadPool& pool);

}  // namespace vitviz::features
