// SPDX-License-Identifier: Apache-2.0
#include "model/class_head.h"

#include "base/check.h"

namespace vitviz::model {
namespace {

tensor::Matrix pool(Pooled pooled, tensor::ConstMatrixRef tokens, int prefix,
                    const std::optional<PoolingHead>& pooling) {
  const auto patches = tokens.bottomRows(tokens.rows() - prefix);
  const auto mean = patches.colwise().mean();
  const auto max = patches.colwise().maxCoeff();
  switch (pooled) {
    case Pooled::kCls:
      return tokens.row(0);
    case Pooled::kPatchMean:
    case Pooled::kRawPatchMean:
      return mean;
    case Pooled::kPatchMax:
      return max;
    case Pooled::kPatchMeanAndMax:
      return (mean + max) / 2;
    case Pooled::kAttention:
      VITVIZ_CHECK(pooling.has_value());
      return pooling->pool(patches);
    case Pooled::kClsAndPatchMean:
      break;
  }
  tensor::Matrix both(1, 2 * tokens.cols());
  both << tokens.row(0), mean;
  return both;
}

}  // namespace

tensor::Vector ClassHead::features(tensor::ConstMatrixRef tokens, int prefix,
                                   const std::optional<PoolingHead>& pooling) const {
  tensor::Matrix features = pool(pooled, tokens, prefix, pooling);
  if (norm) norm->apply(features, features);
  return features.row(0);
}

tensor::Vector ClassHead::logits(tensor::ConstVectorRef features,
                                 tensor::ConstMatrixRef tokens) const {
  tensor::Matrix result(1, classes);
  layer.apply(features, result);
  if (distilled) {
    tensor::Matrix other(1, classes);
    distilled->apply(tokens.row(1), other);
    result = (result + other) / 2;
  }
  return result;
}

tensor::Vector ClassHead::classify(tensor::Matrix pooled_tokens) const {
  if (norm) norm->apply(pooled_tokens, pooled_tokens);
  tensor::Matrix result(1, classes);
  layer.apply(pooled_tokens, result);
  return result;
}

}  // namespace vitviz::model
