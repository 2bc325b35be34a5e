// SPDX-License-Identifier: Apache-2.0
#include "batch/time_mean.h"

namespace vitviz::batch {
namespace {

template <typename Numbers>
void blend(Numbers&& mean, Numbers&& now, float weight) {
  mean += weight * (now - mean);
  now = mean;
}

void blend(tensor::AttentionMaps& mean, tensor::AttentionMaps& now, float weight) {
  for (int block = 0; block < mean.blocks(); ++block) {
    blend(mean.block(block), now.block(block), weight);
  }
}

template <typename Numbers>
void blend_all(std::vector<Numbers>& means, std::vector<Numbers>& now, float weight) {
  for (std::size_t i = 0; i < means.size(); ++i) blend(means[i], now[i], weight);
}

}  // namespace

void TimeMean::smooth(analysis::Analysis& seen) {
  if (weight_ == 1) return;
  if (!means_) {
    means_ = Means{seen.output, seen.maps};
    return;
  }
  blend_all(means_->maps, seen.maps, weight_);
  analysis::NetworkOutput& means = means_->output;
  blend_all(means.attention, seen.output.attention, weight_);
  blend_all(means.block_tokens, seen.output.block_tokens, weight_);
  blend_all(means.features, seen.output.features, weight_);
  blend(means.tokens, seen.output.tokens, weight_);
}

}  // namespace vitviz::batch
