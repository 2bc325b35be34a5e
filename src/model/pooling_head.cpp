// SPDX-License-Identifier: Apache-2.0
#include "model/pooling_head.h"

#include <cmath>

#include "base/check.h"

namespace vitviz::model {
namespace {

// softmax(q kᵀ / √K) of each head: [H, N].
tensor::Matrix attention_weights(const PoolingHead& head, tensor::ConstMatrixRef patches) {
  tensor::Matrix keys(patches.rows(), head.query.cols());
  head.key.apply(patches, keys);
  const Eigen::Index head_width = head.query.cols() / head.heads;
  const float scale = 1 / std::sqrt(static_cast<float>(head_width));
  tensor::Matrix weights(head.heads, patches.rows());
  for (int h = 0; h < head.heads; ++h) {
    const Eigen::Index first = h * head_width;
    auto row = weights.row(h);
    row = scale * head.query.middleCols(first, head_width) *
          keys.middleCols(first, head_width).transpose();
    row = (row.array() - row.maxCoeff()).exp();
    row /= row.sum();
  }
  return weights;
}

// weights · v of each head, heads side by side: [1, D]. A head's weights sum to 1, so the mean of
// values is the value of the mean patch, which spares the values of all patches.
tensor::Matrix weigh_values(const tensor::Matrix& weights, const nn::Linear& value,
                            tensor::ConstMatrixRef patches) {
  const tensor::Matrix means = weights * patches;  // [H, D]
  tensor::Matrix values(means.rows(), means.cols());
  value.apply(means, values);
  const Eigen::Index head_width = means.cols() / means.rows();
  tensor::Matrix output(1, means.cols());
  for (Eigen::Index h = 0; h < means.rows(); ++h) {
    const Eigen::Index first = h * head_width;
    output.middleCols(first, head_width) = values.row(h).middleCols(first, head_width);
  }
  return output;
}

}  // namespace

tensor::Vector PoolingHead::pool(tensor::ConstMatrixRef patches) const {
  VITVIZ_CHECK(output.has_value());
  const PoolingOutput& w = *output;
  const tensor::Matrix weights = attention_weights(*this, patches);
  tensor::Matrix pooled(1, query.cols());
  w.projection.apply(weigh_values(weights, w.value, patches), pooled);

  tensor::Matrix normed = pooled;
  w.norm.apply(pooled, normed);
  tensor::Matrix hidden(1, w.mlp_width);
  w.fc1.apply(normed, hidden);
  nn::activate(w.activation, hidden);
  w.fc2.apply(hidden, pooled, nn::Store::kAdd);
  return pooled.row(0);
}

}  // namespace vitviz::model
