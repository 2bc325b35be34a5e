// SPDX-License-Identifier: Apache-2.0
#include "model/class_head.h"

namespace vitviz::model {
namespace {

tensor::Matrix pool(Pooled pooled, tensor::ConstMatrixRef tokens, int prefix) {
  const auto mean = tokens.bottomRows(tokens.rows() - prefix).colwise().mean();
  if (pooled == Pooled::kCls) return tokens.row(0);
  if (pooled == Pooled::kPatchMean) return mean;
  tensor::Matrix both(1, 2 * tokens.cols());
  both << tokens.row(0), mean;
  return both;
}

}  // namespace

tensor::Vector ClassHead::logits(tensor::ConstMatrixRef tokens, int prefix) const {
  tensor::Matrix features = pool(pooled, tokens, prefix);
  if (norm) norm->apply(features, features);
  tensor::Matrix result(1, classes);
  layer.apply(features, result);
  if (distilled) {
    tensor::Matrix other(1, classes);
    distilled->apply(tokens.row(1), other);
    result = (result + other) / 2;
  }
  return result;
}

}  // namespace vitviz::model
