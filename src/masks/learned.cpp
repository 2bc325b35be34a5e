// SPDX-License-Identifier: Apache-2.0
#include "masks/learned.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/check.h"
#include "masks/method.h"

namespace vitviz::masks {

extern const Method kLearned;

std::vector<float> mask_logits(tensor::ConstMatrixRef tokens, const MaskHead& head) {
  VITVIZ_CHECK(tokens.cols() == head.weight.cols() && tokens.allFinite());
  VITVIZ_CHECK(head.weight.allFinite() && std::isfinite(head.bias));
  constexpr auto kLargest = static_cast<double>(std::numeric_limits<float>::max());
  const Eigen::RowVectorXd weight = head.weight.cast<double>();
  std::vector<float> logits;
  for (Eigen::Index patch = 0; patch < tokens.rows(); ++patch) {
    const double logit =
        tokens.row(patch).cast<double>().dot(weight) + static_cast<double>(head.bias);
    logits.push_back(static_cast<float>(std::clamp(logit, -kLargest, kLargest)));
  }
  return logits;
}

namespace {

float above_zero(std::span<const float> /*scores*/, const MaskOptions& /*options*/) {
  return std::numeric_limits<float>::denorm_min();
}

std::vector<std::uint8_t> positive_patches(std::span<const float> scores,
                                           const MaskOptions& /*options*/) {
  std::vector<std::uint8_t> mask(scores.size());
  std::transform(scores.begin(), scores.end(), mask.begin(),
                 [](float score) -> std::uint8_t { return score > 0 ? 1 : 0; });
  return mask;
}

std::vector<PatchScores> find(const MaskMaterial& material, const MaskOptions& /*options*/,
                              base::ThreadPool& /*threads*/) {
  return {mask_logits(*material.tokens, *material.head)};
}

}  // namespace

const Method kLearned = {
    .name = "learned",
    .help = "what the mask head of the model was trained to find",
    .needs = {.head = true},
    .find = find,
    .threshold = above_zero,
    .patches = positive_patches,
};

}  // namespace vitviz::masks
