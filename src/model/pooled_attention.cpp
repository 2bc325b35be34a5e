// SPDX-License-Identifier: Apache-2.0
#include "model/pooled_attention.h"

#include <cmath>

namespace vitviz::model {
namespace {

// softmax(q kᵀ / √K) v of each head, heads side by side: [1, D].
tensor::Matrix attend(const tensor::Matrix& query, const tensor::Matrix& keys,
                      const tensor::Matrix& values, int heads) {
  const Eigen::Index head_width = query.cols() / heads;
  const float scale = 1 / std::sqrt(static_cast<float>(head_width));
  tensor::Matrix output(1, query.cols());
  for (int head = 0; head < heads; ++head) {
    const Eigen::Index first = head * head_width;
    tensor::Vector weights = scale * query.middleCols(first, head_width) *
                             keys.middleCols(first, head_width).transpose();
    weights = (weights.array() - weights.maxCoeff()).exp();
    weights /= weights.sum();
    output.middleCols(first, head_width) = weights * values.middleCols(first, head_width);
  }
  return output;
}

}  // namespace

tensor::Matrix PooledAttention::pool(tensor::ConstMatrixRef patches) const {
  tensor::Matrix keys(patches.rows(), query.cols());
  tensor::Matrix values(patches.rows(), query.cols());
  key.apply(patches, keys);
  value.apply(patches, values);
  tensor::Matrix pooled(1, query.cols());
  projection.apply(attend(query, keys, values, heads), pooled);

  tensor::Matrix normed = pooled;
  if (norm) norm->apply(pooled, normed);
  tensor::Matrix hidden(1, mlp_width);
  fc1.apply(normed, hidden);
  nn::activate(activation, hidden);
  fc2.apply(hidden, pooled, nn::Store::kAdd);
  return pooled;
}

}  // namespace vitviz::model
